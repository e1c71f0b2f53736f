//! The whole log, operation by operation, for a database elsewhere. Memory does not grow with it.

use super::super::open::Store;
use super::super::{Fault, exchange, sql};
use crate::exchange::format::{Have, stream_key};
use rusqlite::{TransactionBehavior, named_params};

/// One operation with its bytes as they are.
#[derive(Debug)]
pub struct LogOp<'a> {
    pub site: &'a str,
    pub epoch: i64,
    pub stream: &'a str,
    pub seq: i64,
    pub hlc: i64,
    pub ent: &'a str,
    pub header: &'a [u8],
    /// None: withheld or erased.
    pub body: Option<&'a [u8]>,
    pub body_hash: &'a [u8],
    pub hash: &'a [u8],
    pub via: Option<&'a str>,
}

/// What is told of the log.
#[derive(Debug)]
pub enum LogPart<'a> {
    Op(LogOp<'a>),
    /// The number of an operation without text; after all operations.
    Bare {
        site: &'a str,
        epoch: i64,
        stream: &'a str,
        seq: i64,
    },
}

impl Store {
    /// Tells every operation after `since` in the order of its stream, then every one without text, all as of one moment;
    /// what is held then is the `since` of the next run.
    ///
    /// # Errors
    /// A fault of the database, or what `tell` returns.
    pub fn log_since<E: From<Fault>>(&self, since: &Have, mut tell: impl FnMut(LogPart<'_>) -> Result<(), E>) -> Result<Have, E> {
        let fault = |e: rusqlite::Error| E::from(Fault::from(e));
        let snapshot = rusqlite::Transaction::new_unchecked(&self.db.conn, TransactionBehavior::Deferred).map_err(fault)?;
        let streams = exchange::streams(&self.db)?;
        let mut ops = self.db.conn.prepare(sql!("report/ops_after")).map_err(fault)?;
        let mut token = Have::new();
        for at in streams {
            let key = stream_key(&at.site, at.epoch, &at.name);
            let after = since.get(&key).copied().unwrap_or(0);
            let params =
                named_params! {":site": at.site, ":epoch": at.epoch, ":stream": at.name, ":after": after, ":last": at.head};
            let mut rows = ops.query(params).map_err(fault)?;
            while let Some(row) = rows.next().map_err(fault)? {
                let bytes = |i: usize| row.get_ref(i).map_err(fault)?.as_blob().map_err(|e| fault(e.into()));
                let words = |i: usize| row.get_ref(i).map_err(fault)?.as_str().map_err(|e| fault(e.into()));
                let maybe = |i: usize| row.get_ref(i).map_err(fault)?.as_str_or_null().map_err(|e| fault(e.into()));
                tell(LogPart::Op(LogOp {
                    site: &at.site,
                    epoch: at.epoch,
                    stream: &at.name,
                    seq: row.get(0).map_err(fault)?,
                    hlc: row.get(1).map_err(fault)?,
                    ent: words(2)?,
                    header: bytes(3)?,
                    body: row.get_ref(4).map_err(fault)?.as_blob_or_null().map_err(|e| fault(e.into()))?,
                    body_hash: bytes(5)?,
                    hash: bytes(6)?,
                    via: maybe(7)?,
                }))?;
            }
            token.insert(key, at.head.max(after));
        }
        let mut bare = self.db.conn.prepare(sql!("report/ops_bare")).map_err(fault)?;
        let mut rows = bare.query([]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let words = |i: usize| row.get_ref(i).map_err(fault)?.as_str().map_err(|e| fault(e.into()));
            let (epoch, seq) = (row.get(1).map_err(fault)?, row.get(3).map_err(fault)?);
            tell(LogPart::Bare { site: words(0)?, epoch, stream: words(2)?, seq })?;
        }
        drop(rows);
        drop(bare);
        drop(ops);
        drop(snapshot);
        Ok(token)
    }
}
