//! Words for files read: why a row or a file was not taken, what was repaired. `io::said` picks and fills them.

use super::Lang;

/// The words of this room; `{column}`, `{given}`, `{first}`, `{entry}`, `{detail}` are filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Files {
    pub missing: &'static str,
    pub scientific: &'static str,
    pub rounded: &'static str,
    pub bad_value: &'static str,
    pub too_long: &'static str,
    pub repeated: &'static str,
    pub bad_item: &'static str,
    pub leader: &'static str,
    pub cut_off: &'static str,
    pub directory: &'static str,
    pub out_of_range: &'static str,
    pub charset: &'static str,
    pub no_title: &'static str,
    pub empty: &'static str,
    pub too_large: &'static str,
    pub workbook: &'static str,
    pub no_column: &'static str,
    pub not_json: &'static str,
    pub unwrapped: &'static str,
    pub decimal_end: &'static str,
    pub leading_zero: &'static str,
    pub expanded: &'static str,
    pub day_number: &'static str,
    pub separators: &'static str,
}

pub const ZH: Files = Files {
    missing: "缺少{column}",
    scientific: "{column}被电子表格改成{given}，末尾数字已丢失，请把该列设为文本后重新填写",
    rounded: "{column}{given}末三位被电子表格改成零，请把该列设为文本后重新填写",
    bad_value: "{column}'{given}'不符合格式",
    too_long: "{column}过长",
    repeated: "{column}'{given}'与第{first}行重复",
    bad_item: "不是事项格式：{detail}",
    leader: "头标区不完整",
    cut_off: "记录不完整，文件在此中断",
    directory: "目次区有误",
    out_of_range: "目次区第{entry}项超出记录范围",
    charset: "字符集无法识别（需UTF-8或GB18030）",
    no_title: "没有题名字段（245或200）",
    empty: "文件是空的",
    too_large: "文件超过256 MB，请分开导入",
    workbook: "这是Excel工作簿，请另存为CSV后再导入",
    no_column: "没有找到'{column}'一列",
    not_json: "不是有效的JSON事项目录",
    unwrapped: "去掉电子表格的文本标记",
    decimal_end: "去掉末尾的小数零",
    leading_zero: "补回丢失的前导零",
    expanded: "由科学计数还原",
    day_number: "由电子表格日序数还原",
    separators: "目次区长度有误，按分隔符读取",
};

pub const EN: Files = Files {
    missing: "no {column}",
    scientific: "{column} became {given} in a spreadsheet, its last digits are lost; make the column text and enter it again",
    rounded: "{column} {given} was rounded by a spreadsheet; make the column text and enter it again",
    bad_value: "{column} '{given}' is not of its form",
    too_long: "{column} is too long",
    repeated: "{column} '{given}' is on line {first} already",
    bad_item: "not an item: {detail}",
    leader: "the leader is not one",
    cut_off: "the file ends inside this record",
    directory: "the directory is wrong",
    out_of_range: "directory entry {entry} points outside the record",
    charset: "neither UTF-8 nor GB18030",
    no_title: "no title in 245 or 200",
    empty: "the file is empty",
    too_large: "the file is larger than 256 MB; import it in parts",
    workbook: "this is an Excel workbook; save it as CSV first",
    no_column: "no column '{column}'",
    not_json: "not a catalogue in JSON",
    unwrapped: "spreadsheet text mark removed",
    decimal_end: "decimal zero removed",
    leading_zero: "leading zero put back",
    expanded: "written out in full",
    day_number: "spreadsheet day number read",
    separators: "wrong lengths in the directory, separators followed",
};

/// The words in this language.
pub fn words(lang: Lang) -> &'static Files {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

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
