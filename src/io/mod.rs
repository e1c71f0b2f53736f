//! Files from elsewhere: lists saved by Excel or another program, MARC records, the shipped seeds.
//!
//! Readers turn bytes into plain rows, each row a result of its own: a bad row is [`refused::Refused`]
//! with its line and reason and never spoils its neighbours. What a row *means* (is this ID number
//! real, is the barcode taken?) is for the rules of `desk`; here only damage is repaired, and said.
//!
//! May import: `base`, `text`, `calendar`, `i18n`, `desk`. Imported by: `app`, `cli`.

pub mod calendar;
pub mod charset;
pub mod csv;
pub mod day;
pub mod ics;
pub mod iso2709;
pub mod marc;
pub mod plain;
pub mod readers;
pub mod refused;
pub mod repair;
pub mod residents;
pub mod said;
pub mod seed;
pub mod services;
pub mod sheet;
pub mod titles;
pub mod vocabulary;
pub mod workbook;
