//! Words of an import's report.

use super::Lang;

/// The words of this room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Import {
    pub rows: &'static str,
    pub new: &'static str,
    pub same: &'static str,
    pub changed: &'static str,
    pub refused: &'static str,
    pub dry_run: &'static str,
    pub redated: &'static str,
    /// Around a line number.
    pub line_before: &'static str,
    pub line_after: &'static str,
    /// Around the number of a record.
    pub record_before: &'static str,
    pub record_after: &'static str,
    /// Between two reasons.
    pub between: &'static str,
    /// `{column}` `{n}`.
    pub unused: &'static str,
    /// `{read}` `{others}`: the sheets of a workbook.
    pub sheets: &'static str,
    /// Of a line whose quotation mark stays open.
    pub open_quote: &'static str,
    /// After why a whole file was not taken.
    pub untouched: &'static str,
}

pub const ZH: Import = Import {
    rows: "共",
    new: "新增",
    same: "相同",
    changed: "更新",
    refused: "未导入",
    dry_run: "试运行：没有写入任何数据",
    redated: "期限重算",
    line_before: "第",
    line_after: "行",
    record_before: "第",
    record_after: "条",
    between: "；",
    unused: "「{column}」列没有对应项，{n} 行的内容未导入",
    sheets: "只读第一张工作表「{read}」，没有读：{others}",
    open_quote: "引号没有闭合，只读到行末；文件可能在此中断，请核对",
    untouched: "没有写入任何数据。",
};

pub const EN: Import = Import {
    rows: "rows",
    new: "new",
    same: "same",
    changed: "changed",
    refused: "refused",
    dry_run: "dry run: nothing was written",
    redated: "due date moved",
    line_before: "line ",
    line_after: "",
    record_before: "record ",
    record_after: "",
    between: "; ",
    unused: "column {column} has no place here: {n} rows of it were not taken",
    sheets: "only the first sheet {read} was read, not: {others}",
    open_quote: "a quotation mark stays open, read to the end of the line; the file may be cut here, please check",
    untouched: "Nothing was written.",
};

impl Import {
    /// What stands around a number: of a record, or of a line.
    pub fn around(&self, record: bool) -> (&'static str, &'static str) {
        if record { (self.record_before, self.record_after) } else { (self.line_before, self.line_after) }
    }
}

/// The words in this language.
pub fn words(lang: Lang) -> &'static Import {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
