//! What clerks type, and what was meant. Today is Monday, 2 March 2026.

use super::*;
use proptest::prelude::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
}

/// `date start-end rest,rest`, with `?` for what is missing.
fn told(text: &str) -> String {
    match parse(text, today()) {
        Ok(t) => {
            let time = |t: Option<NaiveTime>| t.map_or("?".to_owned(), |t| t.format("%H:%M").to_string());
            let date = t.date.map_or("?".to_owned(), |d| d.to_string());
            format!("{date} {}-{} {}", time(t.start), time(t.end), t.rest.join(",")).trim_end().to_owned()
        }
        Err(u) => format!("{:?} {}", u.why, u.piece),
    }
}

#[test]
fn the_three_lines_on_the_screen() {
    assert_eq!(told("明 930 刘"), "2026-03-03 09:30-? 刘");
    assert_eq!(told("周五 3点 科普"), "2026-03-06 15:00-? 科普");
    assert_eq!(told("12.3 1400-1530"), "2026-12-03 14:00-15:30");
}

#[test]
fn the_stops_and_commas_of_an_input_method() {
    assert_eq!(told("12。31 0930 赵"), "2026-12-31 09:30-? 赵");
    assert_eq!(told("１２。３"), "2026-12-03 ?-?");
    assert_eq!(told("明，930，刘，赵某"), "2026-03-03 09:30-? 刘,赵某");
    assert_eq!(told("明、930；刘"), "2026-03-03 09:30-? 刘");
    assert_eq!(told("明 930 刘。"), "2026-03-03 09:30-? 刘。", "a stop after a word is the word's");
}

#[test]
fn dates() {
    for (text, want) in [
        ("今", "2026-03-02"),
        ("明天", "2026-03-03"),
        ("后天", "2026-03-04"),
        ("大后天", "2026-03-05"),
        ("昨天", "2026-03-01"),
        ("+3", "2026-03-05"),
        ("＋３", "2026-03-05"),
        ("+0", "2026-03-02"),
        ("3天后", "2026-03-05"),
        ("三天后", "2026-03-05"),
        ("周一", "2026-03-02"),
        ("周日", "2026-03-08"),
        ("星期天", "2026-03-08"),
        ("週五", "2026-03-06"),
        ("周5", "2026-03-06"),
        ("下周二", "2026-03-10"),
        ("下星期日", "2026-03-15"),
        ("下下周一", "2026-03-16"),
        ("本周三", "2026-03-04"),
        ("12月3日", "2026-12-03"),
        ("十二月三号", "2026-12-03"),
        ("12/3", "2026-12-03"),
        ("12-3", "2026-12-03"),
        ("１２．３", "2026-12-03"),
        ("1.5", "2026-01-05"),
        ("12.31", "2026-12-31"),
        ("5号", "2026-03-05"),
        ("1号", "2026-04-01"),
        ("31日", "2026-03-31"),
        ("2027-02-28", "2027-02-28"),
        ("2026.12.3", "2026-12-03"),
        ("2026年12月3日", "2026-12-03"),
        ("20261203", "2026-12-03"),
        ("3.2 周一", "2026-03-02"),
    ] {
        assert_eq!(told(text), format!("{want} ?-?"), "{text}");
    }
}

#[test]
fn a_date_without_a_year_is_the_nearest() {
    let at = |y, m, d| parse("12.3", NaiveDate::from_ymd_opt(y, m, d).unwrap()).unwrap().date.unwrap().to_string();
    assert_eq!(at(2026, 11, 23), "2026-12-03");
    assert_eq!(at(2026, 12, 4), "2026-12-03", "yesterday is yesterday");
    assert_eq!(at(2027, 1, 10), "2026-12-03");
    assert_eq!(at(2027, 3, 1), "2027-12-03");
}

#[test]
fn times() {
    for (text, want) in [
        ("930", "09:30-?"),
        ("0930", "09:30-?"),
        ("９：３０", "09:30-?"),
        ("9:30", "09:30-?"),
        ("9点", "09:00-?"),
        ("九点", "09:00-?"),
        ("九點半", "09:30-?"),
        ("9点一刻", "09:15-?"),
        ("9点05分", "09:05-?"),
        ("14时30分", "14:30-?"),
        ("3点", "15:00-?"),
        ("6点", "18:00-?"),
        ("7点", "07:00-?"),
        ("330", "15:30-?"),
        ("0330", "03:30-?"),
        ("03:30", "03:30-?"),
        ("3:30", "15:30-?"),
        ("上午3点", "03:00-?"),
        ("下午两点半", "14:30-?"),
        ("晚上7点", "19:00-?"),
        ("中午12点", "12:00-?"),
        ("中午1点", "13:00-?"),
        ("9", "09:00-?"),
        ("1400-1530", "14:00-15:30"),
        ("1400 - 1530", "14:00-15:30"),
        ("１４：００～１５：３０", "14:00-15:30"),
        ("9点到11点", "09:00-11:00"),
        ("9-11点", "09:00-11:00"),
        ("9点-11点半", "09:00-11:30"),
        ("11点-1点", "11:00-13:00"),
        ("14-16", "14:00-16:00"),
        ("晚上7点到9点", "19:00-21:00"),
        ("下午2-4点", "14:00-16:00"),
        ("930 90分钟", "09:30-11:00"),
        ("半小时 930", "09:30-10:00"),
        ("3点 1.5小时", "15:00-16:30"),
        ("9点 一个半小时", "09:00-10:30"),
    ] {
        assert_eq!(told(text), format!("? {want}"), "{text}");
    }
}

#[test]
fn pieces_without_spaces_and_names() {
    for (text, want) in [
        ("明930刘", "2026-03-03 09:30-? 刘"),
        ("明天下午3点张晓明", "2026-03-03 15:00-? 张晓明"),
        ("明早9点", "2026-03-03 09:00-?"),
        ("周五下午3点到5点 科普 张三", "2026-03-06 15:00-17:00 科普,张三"),
        ("3点科普", "? 15:00-? 科普"),
        ("刘 930 明", "2026-03-03 09:30-? 刘"),
        ("明月 930", "? 09:30-? 明月"),
        ("3号窗口", "? ?-? 3号窗口"),
        ("周明", "? ?-? 周明"),
        ("后勤", "? ?-? 后勤"),
        ("明 930 5678", "2026-03-03 09:30-? 5678"),
        ("13800005678", "? ?-? 13800005678"),
        ("zxm 明 9点", "2026-03-03 09:00-? zxm"),
        ("張曉明", "? ?-? 張曉明"),
        ("90分钟", "? ?-? 90分钟"),
        ("", "? ?-?"),
    ] {
        assert_eq!(told(text), want, "{text}");
    }
}

#[test]
fn errors_name_the_piece() {
    for (text, want) in [
        ("明 2575 刘", "NoSuchTime 2575"),
        ("25:00", "NoSuchTime 25:00"),
        ("9点70", "NoSuchTime 9点70"),
        ("2.30 930", "NoSuchDate 2.30"),
        ("13月1日", "NoSuchDate 13月1日"),
        ("2026-02-29", "NoSuchDate 2026-02-29"),
        ("1530-1400", "EndBeforeStart 1530-1400"),
        ("明 后天", "TwoDates 后天"),
        ("9点 10点", "TwoTimes 10点"),
        ("9点-10点 30分钟", "TwoTimes 30分钟"),
        ("2300 120分钟", "EndBeforeStart 120分钟"),
    ] {
        assert_eq!(told(text), want, "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_breaks_it(text in any::<String>(), near in "[0-9明后周五天下上午点半号月日年.:/+~到 -]{0,14}", day in 0u64..60_000) {
        let on = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::Days::new(day);
        for text in [text, near] {
            if let Ok(t) = parse(&text, on) {
                prop_assert!(t.end.is_none_or(|e| t.start.is_some_and(|s| s < e)));
            }
        }
    }

    #[test]
    fn every_time_of_the_day_is_read_back(hour in 0u32..24, minute in 0u32..60, name in "[赵钱孙李]{2,3}") {
        let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        for text in [format!("{hour:02}{minute:02} {name}"), format!("{name} {hour:02}:{minute:02}")] {
            let typed = parse(&text, today()).unwrap();
            prop_assert_eq!((typed.start, typed.rest), (Some(time), vec![name.clone()]));
        }
    }
}
