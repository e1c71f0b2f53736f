//! Words for files read: why a row or a file was not taken, what was repaired.

use super::Lang;
use crate::io::refused::{Flaw, NotAList, RecordFlaw, RepairKind};

/// A column's name.
pub fn column(name: &str, lang: Lang) -> &str {
    if lang == Lang::En {
        return name;
    }
    match name {
        "name" => "名称",
        "id_type" => "证件类型",
        "id_number" => "证件号码",
        "phone" => "电话",
        "address" => "地址",
        "tags" => "标签",
        "title" => "题名",
        "author" => "责任者",
        "publisher" => "出版社",
        "isbn" => "ISBN",
        "call_number" => "索书号",
        "class" => "分类号",
        "barcode" => "条码",
        "date" => "日期",
        "kind" => "类型",
        "notice" => "通知年份",
        "id" => "标识",
        "code" => "编码",
        "unit" => "期限单位",
        "promised" => "承诺期限",
        "ceiling" => "法定期限",
        "extended" => "延长后期限",
        other => other,
    }
}

/// Why a row was not taken.
pub fn flaw(flaw: &Flaw, lang: Lang) -> String {
    let of = |name| column(name, lang);
    match (flaw, lang) {
        (Flaw::Missing { column }, Lang::Zh) => format!("缺少{}", of(column)),
        (Flaw::Missing { column }, Lang::En) => format!("no {}", of(column)),
        (Flaw::Scientific { column, given }, Lang::Zh) => {
            format!("{}被电子表格改成{given}，末尾数字已丢失，请把该列设为文本后重新填写", of(column))
        }
        (Flaw::Scientific { column, given }, Lang::En) => {
            format!(
                "{} became {given} in a spreadsheet, its last digits are lost; make the column text and enter it again",
                of(column)
            )
        }
        (Flaw::Rounded { column, given }, Lang::Zh) => {
            format!("{}{given}末三位被电子表格改成零，请把该列设为文本后重新填写", of(column))
        }
        (Flaw::Rounded { column, given }, Lang::En) => {
            format!("{} {given} was rounded by a spreadsheet; make the column text and enter it again", of(column))
        }
        (Flaw::BadValue { column, given }, Lang::Zh) => format!("{}'{given}'不符合格式", of(column)),
        (Flaw::BadValue { column, given }, Lang::En) => format!("{} '{given}' is not of its form", of(column)),
        (Flaw::TooLong { column }, Lang::Zh) => format!("{}过长", of(column)),
        (Flaw::TooLong { column }, Lang::En) => format!("{} is too long", of(column)),
        (Flaw::Repeated { column, given, first }, Lang::Zh) => format!("{}{given}与第{first}行重复", of(column)),
        (Flaw::Repeated { column, given, first }, Lang::En) => format!("{} {given} is on line {first} already", of(column)),
        (Flaw::BadItem { detail }, Lang::Zh) => format!("不是事项格式：{detail}"),
        (Flaw::BadItem { detail }, Lang::En) => format!("not an item: {detail}"),
        (Flaw::BadRecord(flaw), _) => record(*flaw, lang),
    }
}

fn record(flaw: RecordFlaw, lang: Lang) -> String {
    match (flaw, lang) {
        (RecordFlaw::Leader, Lang::Zh) => "头标区不完整".to_owned(),
        (RecordFlaw::CutOff, Lang::Zh) => "记录不完整，文件在此中断".to_owned(),
        (RecordFlaw::Directory, Lang::Zh) => "目次区有误".to_owned(),
        (RecordFlaw::OutOfRange { entry }, Lang::Zh) => format!("目次区第{entry}项超出记录范围"),
        (RecordFlaw::Charset, Lang::Zh) => "字符集无法识别（需UTF-8或GB18030）".to_owned(),
        (RecordFlaw::NoTitle, Lang::Zh) => "没有题名字段（245或200）".to_owned(),
        (RecordFlaw::Leader, Lang::En) => "the leader is not one".to_owned(),
        (RecordFlaw::CutOff, Lang::En) => "the file ends inside this record".to_owned(),
        (RecordFlaw::Directory, Lang::En) => "the directory is wrong".to_owned(),
        (RecordFlaw::OutOfRange { entry }, Lang::En) => format!("directory entry {entry} points outside the record"),
        (RecordFlaw::Charset, Lang::En) => "neither UTF-8 nor GB18030".to_owned(),
        (RecordFlaw::NoTitle, Lang::En) => "no title in 245 or 200".to_owned(),
    }
}

/// Why a file was not taken.
pub fn not_a_list(why: NotAList, lang: Lang) -> String {
    match (why, lang) {
        (NotAList::Empty, Lang::Zh) => "文件是空的".to_owned(),
        (NotAList::TooLarge, Lang::Zh) => "文件超过256 MB，请分开导入".to_owned(),
        (NotAList::Workbook, Lang::Zh) => "这是Excel工作簿，请另存为CSV后再导入".to_owned(),
        (NotAList::NoColumn { column: name }, Lang::Zh) => format!("没有找到'{}'一列", column(name, lang)),
        (NotAList::NotJson, Lang::Zh) => "不是有效的JSON事项目录".to_owned(),
        (NotAList::Empty, Lang::En) => "the file is empty".to_owned(),
        (NotAList::TooLarge, Lang::En) => "the file is larger than 256 MB; import it in parts".to_owned(),
        (NotAList::Workbook, Lang::En) => "this is an Excel workbook; save it as CSV first".to_owned(),
        (NotAList::NoColumn { column: name }, Lang::En) => format!("no column '{}'", column(name, lang)),
        (NotAList::NotJson, Lang::En) => "not a catalogue in JSON".to_owned(),
    }
}

/// What was set right in a row.
pub fn repair(kind: RepairKind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (RepairKind::Unwrapped, Lang::Zh) => "去掉电子表格的文本标记",
        (RepairKind::DecimalEnd, Lang::Zh) => "去掉末尾的小数零",
        (RepairKind::LeadingZero, Lang::Zh) => "补回丢失的前导零",
        (RepairKind::Expanded, Lang::Zh) => "由科学计数还原",
        (RepairKind::DayNumber, Lang::Zh) => "由电子表格日序数还原",
        (RepairKind::Directory, Lang::Zh) => "目次区长度有误，按分隔符读取",
        (RepairKind::Unwrapped, Lang::En) => "spreadsheet text mark removed",
        (RepairKind::DecimalEnd, Lang::En) => "decimal zero removed",
        (RepairKind::LeadingZero, Lang::En) => "leading zero put back",
        (RepairKind::Expanded, Lang::En) => "written out in full",
        (RepairKind::DayNumber, Lang::En) => "spreadsheet day number read",
        (RepairKind::Directory, Lang::En) => "wrong lengths in the directory, separators followed",
    }
}
