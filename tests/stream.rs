//! The hub's log into a real PostgreSQL: twice the same, resumed, erased; the bytes are the bytes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says why")]

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const DESK: &str = env!("CARGO_BIN_EXE_desk");
/// Who runs the server when the tests run as root, which PostgreSQL refuses.
const NOBODY: &str = "nobody";

/// Debian keeps the server's programs beside the path.
fn program(name: &str) -> Option<PathBuf> {
    let mut places: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut own: Vec<_> = versions.map(|e| e.path().join("bin")).collect();
    own.sort();
    places.extend(own.into_iter().rev());
    places
        .into_iter()
        .map(|p| p.join(name))
        .find(|p| p.is_file() && p.metadata().is_ok_and(|m| m.permissions().mode() & 0o111 != 0))
}

/// A server of our own in a folder, on a socket alone.
struct Postgres {
    folder: tempfile::TempDir,
    ctl: PathBuf,
    psql: PathBuf,
}

fn as_nobody(program: &Path) -> Command {
    if rustix::process::geteuid().is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", NOBODY, "--"]).arg(program);
        command
    } else {
        Command::new(program)
    }
}

impl Postgres {
    /// None, with the reason, where it is not installed.
    fn start() -> Result<Postgres, String> {
        let find = |name: &str| program(name).ok_or(format!("skipped: no {name} here (apt-get install postgresql)"));
        // `initdb` of a version stands beside its `postgres`; a wrapper on the path may not.
        let server = find("postgres")?;
        let bin = server.parent().unwrap().to_owned();
        let (initdb, ctl, psql) = (bin.join("initdb"), bin.join("pg_ctl"), find("psql")?);
        if !initdb.is_file() || !ctl.is_file() {
            return Err("skipped: no initdb beside postgres".into());
        }
        if rustix::process::geteuid().is_root() && program("runuser").is_none() {
            return Err("skipped: root without runuser".into());
        }
        let folder = tempfile::Builder::new().prefix("pg").tempdir_in("/tmp").unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
        let data = folder.path().join("data");
        let made = as_nobody(&initdb)
            .args(["-A", "trust", "-U", "desk", "-E", "UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(&data)
            .output()
            .unwrap();
        if !made.status.success() {
            return Err(format!("skipped: initdb: {}", String::from_utf8_lossy(&made.stderr)));
        }
        let options = format!("-k {} -c listen_addresses= -c fsync=off", folder.path().display());
        let log = folder.path().join("log");
        let started = as_nobody(&ctl)
            .args(["-w", "-t", "60", "-D"])
            .arg(&data)
            .arg("-l")
            .arg(&log)
            .arg("-o")
            .arg(&options)
            .arg("start")
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(started.success(), "{}", std::fs::read_to_string(&log).unwrap_or_default());
        Ok(Postgres { folder, ctl, psql })
    }

    fn psql(&self) -> Command {
        let mut command = Command::new(&self.psql);
        command.env("PGHOST", self.folder.path()).env("PGUSER", "desk").env("PGDATABASE", "postgres").args(["-X", "-q", "-At"]);
        command
    }

    /// Reads a script; its output, or what it complained of.
    fn read(&self, script: &Path) -> Result<String, String> {
        let out = self.psql().arg("-f").arg(script).output().unwrap();
        if out.status.success() {
            Ok(String::from_utf8(out.stdout).unwrap())
        } else {
            Err(String::from_utf8_lossy(&out.stderr).into_owned())
        }
    }

    fn ask(&self, sql: &str) -> String {
        let out = self.psql().arg("-c").arg(sql).output().unwrap();
        assert!(out.status.success(), "{sql}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap().trim().to_owned()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.folder.path().join("data");
        let _ = as_nobody(&self.ctl).args(["-m", "immediate", "-D"]).arg(&data).arg("stop").stdout(Stdio::null()).status();
    }
}

struct Hub {
    folder: tempfile::TempDir,
}

impl Hub {
    fn desk(&self, words: &[&str]) -> std::process::Output {
        let data = self.folder.path().join("data");
        Command::new(DESK).arg("--data").arg(data).args(["--as", "c1"]).args(words).output().unwrap()
    }

    fn ok(&self, words: &[&str]) -> String {
        let out = self.desk(words);
        assert!(
            out.status.success(),
            "{words:?}: {}{}",
            String::from_utf8_lossy(&out.stdout),
            String::from_utf8_lossy(&out.stderr)
        );
        String::from_utf8(out.stdout).unwrap()
    }

    fn lines(&self, name: &str, lines: &str) {
        let path = self.folder.path().join(name);
        std::fs::write(&path, lines).unwrap();
        self.ok(&["do", path.to_str().unwrap()]);
    }

    fn stream(&self, name: &str, since: Option<&str>) -> PathBuf {
        let path = self.folder.path().join(name);
        let mut words = vec!["hub", "stream", "--out", path.to_str().unwrap()];
        words.extend(since.into_iter().flat_map(|s| ["--since", s]));
        self.ok(&words);
        path
    }

    /// Every operation's hash, as `desk`'s own file has it.
    fn hashes(&self) -> (i64, String) {
        let conn = rusqlite::Connection::open(self.folder.path().join("data/desk.sqlite3")).unwrap();
        let sql = "SELECT count(*), group_concat(h, ' ') FROM (SELECT site || epoch || stream || seq || lower(hex(hash)) || lower(hex(header)) || CASE WHEN body IS NULL THEN '-' ELSE lower(hex(body)) END AS h FROM op ORDER BY site, epoch, stream, seq)";
        conn.query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap()
    }
}

const THEIRS: &str = "SELECT string_agg(site || epoch || stream || seq || encode(hash, 'hex') || encode(header, 'hex') || coalesce(encode(body, 'hex'), '-'), ' ' ORDER BY site, epoch, stream, seq) FROM op";

#[test]
fn the_log_lives_in_postgresql_byte_for_byte() {
    let hub = Hub { folder: tempfile::tempdir().unwrap() };
    hub.ok(&["init", "--site", "街道", "--code", "HUB", "--hub"]);
    hub.lines("one", "{\"cmd\":\"resident.add\",\"name\":\"张\\\\晓\\t明 'x' \\\\.\",\"phone\":\"13800005678\"}\n");
    let server = match Postgres::start() {
        Ok(server) => server,
        Err(why) => return eprintln!("{why}"),
    };
    let whole = hub.stream("whole.sql", None);
    let told = server.read(&whole).unwrap();
    let token = told.lines().find_map(|l| l.strip_prefix("desk-token ")).unwrap().to_owned();
    let same = |hub: &Hub| {
        let (count, hashes) = hub.hashes();
        assert_eq!(server.ask("SELECT count(*) FROM op"), count.to_string());
        let theirs = server.ask(THEIRS);
        let parts = theirs.split(' ').zip(hashes.split(' ')).find(|(a, b)| a != b);
        assert!(theirs == hashes, "bytes differ: {parts:?}");
    };
    same(&hub);
    server.read(&whole).unwrap();
    same(&hub);

    // More is done; the next run brings that alone.
    hub.lines("two", "{\"cmd\":\"setting.set\",\"key\":\"ticket.prefix\",\"value\":\"B\"}\n{\"cmd\":\"request.open\",\"service\":\"法律援助\",\"summary\":\"x\"}\n".replace("法律援助", &first_service(&hub)).as_str());
    let more = hub.stream("more.sql", Some(&token));
    let text = std::fs::read_to_string(&more).unwrap();
    let rows = text.lines().filter(|l| l.starts_with("HUB\t0\t")).count();
    assert!((1..20).contains(&rows), "{rows} operations since the token");
    server.read(&more).unwrap();
    same(&hub);
    // The server knows itself where it stands; the script after it is empty.
    let nothing = hub.stream("nothing.sql", Some(&server.ask("SELECT token FROM desk_token")));
    assert!(!std::fs::read_to_string(&nothing).unwrap().lines().any(|l| l.starts_with("HUB\t0\t")));
    // An older script read late changes nothing.
    server.read(&whole).unwrap();
    same(&hub);
    // The view shows what `desk` shows.
    assert_eq!(server.ask("SELECT value FROM record_field WHERE kind = 'setting' AND field = 'value'"), "B");
    assert_eq!(server.ask("SELECT site || ' ' || state FROM requests_by_month"), "HUB open");

    // Text that is erased here is erased there by the next run, and an old script does not bring it back unseen.
    let conn = rusqlite::Connection::open(hub.folder.path().join("data/desk.sqlite3")).unwrap();
    let erased = conn.execute("UPDATE op SET body = NULL WHERE ent LIKE 'resident:%'", []).unwrap();
    drop(conn);
    assert!(erased > 0);
    server.read(&hub.stream("erased.sql", Some(&server.ask("SELECT token FROM desk_token")))).unwrap();
    assert_eq!(server.ask("SELECT count(*) FROM op WHERE body IS NULL"), erased.to_string());
    same(&hub);
    server.read(&whole).unwrap();
    assert_eq!(server.ask("SELECT count(*) FROM op WHERE body IS NULL"), erased.to_string());

    // Another history under the same numbers stops the script, and nothing of it stays.
    let before = server.ask(THEIRS);
    server.ask("UPDATE op SET hash = '\\x00' WHERE seq = 1 AND stream = 'sys'");
    let refused = server.read(&whole).unwrap_err();
    assert!(refused.contains("division by zero"), "{refused}");
    assert_ne!(server.ask(THEIRS), before);
    // A script that was cut is nothing at all: its transaction never ends.
    server.ask("DROP TABLE op CASCADE");
    let cut = hub.folder.path().join("cut.sql");
    let text = std::fs::read(&whole).unwrap();
    std::fs::write(&cut, &text[..text.len() * 2 / 3]).unwrap();
    let _ = server.read(&cut);
    assert_eq!(server.ask("SELECT to_regclass('op') IS NULL"), "t");
}

/// Code of an item that can be opened.
fn first_service(hub: &Hub) -> String {
    let all: serde_json::Value = serde_json::from_str(&hub.ok(&["--json", "show", "services"])).unwrap();
    all[0]["code"].as_str().unwrap().to_owned()
}

#[test]
fn only_the_hub_streams_and_a_file_is_never_written_over() {
    let site = Hub { folder: tempfile::tempdir().unwrap() };
    site.ok(&["init", "--site", "青龙桥", "--code", "QLQ"]);
    assert_eq!(site.desk(&["hub", "stream"]).status.code(), Some(2));
    let hub = Hub { folder: tempfile::tempdir().unwrap() };
    hub.ok(&["init", "--site", "街道", "--code", "HUB", "--hub"]);
    let path = hub.stream("a.sql", None);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(hub.desk(&["hub", "stream", "--out", path.to_str().unwrap()]).status.code(), Some(3));
    let printed = hub.ok(&["hub", "stream"]);
    assert!(printed.ends_with("}'\n") && printed.contains("\nCOMMIT;\n"));
    assert_eq!(hub.desk(&["hub", "stream", "--since", "seven"]).status.code(), Some(2));
    assert!(hub.ok(&["verify"]).contains("\"wrong\":[]"), "the acts are noted in a chain");
}
