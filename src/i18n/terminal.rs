//! What is said about the terminal itself, before the program knows what it can show.

/// For a terminal that does not decode UTF-8: plain ASCII, readable anywhere.
pub const NOT_UTF8_ASCII: &str = "This terminal does not use UTF-8. Set its character set to UTF-8 and log in again.";
/// The same, sent in GBK, which such a terminal probably decodes.
pub const NOT_UTF8: &str = "此终端没有使用 UTF-8 编码。请在终端设置中把字符集改为 UTF-8，再重新登录。";
/// On the Linux text console, which has no Chinese glyphs.
pub const CONSOLE: &str = "The text console cannot show Chinese, so this is in English. Use an SSH window for Chinese.";
