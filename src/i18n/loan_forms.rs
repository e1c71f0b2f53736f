//! Words of the reading room's forms and of its page of loans, holds and overdue.

use super::Lang;

/// Labels of fields, and what is said beside them.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    pub author: &'static str,
    pub publisher: &'static str,
    pub year: &'static str,
    pub call_number: &'static str,
    pub class: &'static str,
    pub language: &'static str,
    pub pages: &'static str,
    pub series: &'static str,
    pub subjects: &'static str,
    pub summary: &'static str,
    pub note: &'static str,
    pub kind: &'static str,
    pub barcode: &'static str,
    pub new_barcode: &'static str,
    pub card: &'static str,
    pub until: &'static str,
    pub state: &'static str,
    pub to: &'static str,
    pub people: &'static str,
    pub day: &'static str,
    pub reason: &'static str,
    pub days: &'static str,
    pub renewals: &'static str,
    pub renewal_days: &'static str,
    pub cap: &'static str,
    pub holds: &'static str,
    pub bad_isbn: &'static str,
    pub a_number: &'static str,
    /// Beside a name that is not known yet.
    pub as_new: &'static str,
    /// `{field}`.
    pub unclear: &'static str,
    /// The answers of a message about an unknown label, card, book number.
    pub enter_book: &'static str,
    pub enter_reader: &'static str,
    /// Headings of the page.
    pub of_reader: &'static str,
    pub of_title: &'static str,
    pub of_room: &'static str,
    pub nothing: &'static str,
    /// `{place}`.
    pub waits: &'static str,
    /// `{day}`.
    pub ready_until: &'static str,
    pub expired: &'static str,
    /// `{times}`.
    pub renewed: &'static str,
    /// `{count}`.
    pub visits: &'static str,
    /// `{lent}` `{days}`.
    pub way_head: &'static str,
    pub way_open: &'static str,
    pub way_closed: &'static str,
}

const ZH: Fields = Fields {
    author: "责任者",
    publisher: "出版者",
    year: "出版年",
    call_number: "索书号",
    class: "分类号",
    language: "语种",
    pages: "页数",
    series: "丛书",
    subjects: "主题",
    summary: "摘要",
    note: "附注",
    kind: "类型",
    barcode: "条码",
    new_barcode: "新条码",
    card: "证号",
    until: "有效期至",
    state: "登记为",
    to: "送往站点",
    people: "人次",
    day: "日期",
    reason: "理由",
    days: "借期天数",
    renewals: "续借次数",
    renewal_days: "续借天数",
    cap: "可借册数",
    holds: "可预约数",
    bad_isbn: "位数不够",
    a_number: "请填数字",
    as_new: "新登记",
    unclear: "「{field}」看不懂，请改写",
    enter_book: "2 登记这本书",
    enter_reader: "2 给此证登记读者",
    of_reader: "在借与预约",
    of_title: "等候此书",
    of_room: "逾期与预约架",
    nothing: "没有在借、预约或逾期",
    waits: "等候",
    ready_until: "到架 留至 {day}",
    expired: "到架 已过期",
    renewed: "已续 {times} 次",
    visits: "到馆 {count}",
    way_head: "应还日逐日说明  规则 {rule}",
    way_open: "开放",
    way_closed: "闭馆",
};

const EN: Fields = Fields {
    author: "Author",
    publisher: "Publisher",
    year: "Year",
    call_number: "Call no.",
    class: "Class",
    language: "Language",
    pages: "Pages",
    series: "Series",
    subjects: "Subjects",
    summary: "Summary",
    note: "Notes",
    kind: "Kind",
    barcode: "Barcode",
    new_barcode: "New barcode",
    card: "Card",
    until: "Good until",
    state: "It is",
    to: "To the site",
    people: "People",
    day: "Day",
    reason: "Reason",
    days: "Days",
    renewals: "Renewals",
    renewal_days: "Days renewed",
    cap: "Loans",
    holds: "Holds",
    bad_isbn: "too short",
    a_number: "a number",
    as_new: "new",
    unclear: "{field} cannot be read; write it another way",
    enter_book: "2 enter this book",
    enter_reader: "2 give this card a reader",
    of_reader: "Loans and holds",
    of_title: "Who waits for it",
    of_room: "Overdue, and the hold shelf",
    nothing: "No loans, holds or overdue",
    waits: "waits",
    ready_until: "on the shelf to {day}",
    expired: "on the shelf, over",
    renewed: "renewed {times}",
    visits: "visitors {count}",
    way_head: "Due date day by day, rule {rule}",
    way_open: "open",
    way_closed: "closed",
};

impl Fields {
    /// The words of a language.
    pub fn of(lang: Lang) -> &'static Fields {
        match lang {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        }
    }

    /// A field's label by its name, for a message.
    pub fn label(&self, field: &str) -> &'static str {
        match field {
            "until" => self.until,
            "day" => self.day,
            _ => self.people,
        }
    }
}
