//! A real sshd on loopback with the drop-in of SAFETY.md 4.2, for whoever runs the test: its own host key, keys and port.
#![allow(dead_code, reason = "each test file uses its own part")]

use crate::line::Line;
use crate::site::{DESK, Site};
use portable_pty::CommandBuilder;
use std::ffi::OsString;
use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const SSHD: &str = "/usr/sbin/sshd";
/// Far longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(40);

/// Why there is no sshd to be tried here.
pub fn missing() -> Option<&'static str> {
    let tools = ["ssh", "ssh-keygen"].iter().all(|tool| crate::site::has(tool));
    (!Path::new(SSHD).exists() || !tools).then_some("skipped: sshd and ssh are not installed")
}

pub struct Server {
    pub port: u16,
    folder: tempfile::TempDir,
    child: Child,
    user: String,
}

impl Server {
    /// Starts sshd whose every login runs `desk login` on this site.
    pub fn start(site: &Site) -> Server {
        let folder = tempfile::tempdir().unwrap();
        if rustix::process::getuid().is_root() {
            // Where sshd keeps its unprivileged child.
            std::fs::create_dir_all("/run/sshd").unwrap();
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        keygen(&folder.path().join("host"));
        std::fs::write(folder.path().join("keys"), "").unwrap();
        let here = folder.path().display();
        let config = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {here}/host\nPidFile none\nStrictModes no\nUsePAM no\nLogLevel ERROR\n\
             PermitRootLogin prohibit-password\nPermitUserEnvironment no\nUnusedConnectionTimeout 3s\nLoginGraceTime 30\n\
             MaxAuthTries 3\nAcceptEnv LANG LC_*\nSubsystem sftp internal-sftp\nAuthorizedKeysFile {here}/keys\n\
             AuthenticationMethods publickey\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
             DisableForwarding yes\nPermitTunnel no\nPermitUserRC no\nPermitTTY yes\nMaxSessions 1\nExposeAuthInfo yes\n\
             ForceCommand {DESK} --data {} login\n",
            site.data.display()
        );
        let file = folder.path().join("config");
        std::fs::write(&file, &config).unwrap();
        if !Command::new(SSHD).args(["-t", "-f"]).arg(&file).output().unwrap().status.success() {
            // Older than 9.2.
            std::fs::write(&file, config.replace("UnusedConnectionTimeout 3s\n", "")).unwrap();
        }
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let child = Command::new(SSHD).args(["-D", "-e", "-f"]).arg(&file).stderr(log).stdin(Stdio::null()).spawn().unwrap();
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(start.elapsed() < PATIENCE, "{}", std::fs::read_to_string(folder.path().join("log")).unwrap());
            std::thread::sleep(Duration::from_millis(20));
        }
        let user = Command::new("id").arg("-un").output().unwrap().stdout;
        Server { port, folder, child, user: String::from_utf8(user).unwrap().trim().to_owned() }
    }

    /// A path in the server's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Makes a key and lets sshd take it, with these options before it in its line.
    pub fn key(&self, name: &str, options: &str) -> PathBuf {
        let key = self.path(name);
        keygen(&key);
        let line = std::fs::read_to_string(key.with_extension("pub")).unwrap();
        let mut keys = std::fs::read_to_string(self.path("keys")).unwrap();
        keys.push_str(format!("{options} {line}").trim_start());
        std::fs::write(self.path("keys"), keys).unwrap();
        key
    }

    /// The words of a client with this key, to this port.
    fn words(&self, key: &Path, port: u16) -> Vec<OsString> {
        let options = [
            "BatchMode=yes",
            "IdentitiesOnly=yes",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "LogLevel=ERROR",
            "ConnectTimeout=20",
        ];
        let mut words: Vec<OsString> = vec!["-F".into(), "none".into(), "-i".into(), key.into()];
        words.extend(options.iter().flat_map(|option| ["-o".into(), OsString::from(option)]));
        words.extend(["-o".into(), format!("Port={port}").into()]);
        words
    }

    pub fn host(&self) -> String {
        format!("{}@127.0.0.1", self.user)
    }

    /// `ssh` with these options, asking for this command.
    pub fn ssh(&self, key: &Path, options: &[&str], asked: &[&str]) -> Output {
        let mut command = Command::new("ssh");
        command.args(self.words(key, self.port)).args(options).arg(self.host()).args(asked);
        within(command.stdin(Stdio::null()))
    }

    /// The same with standard input from a file.
    pub fn ssh_with(&self, key: &Path, asked: &str, input: &Path) -> Output {
        let mut command = Command::new("ssh");
        command.args(self.words(key, self.port)).arg(self.host()).arg(asked);
        within(command.stdin(std::fs::File::open(input).unwrap()))
    }

    /// `sftp` or `scp`, with `{host}` in their words.
    pub fn other(&self, program: &str, key: &Path, words: &[&str]) -> Output {
        let mut command = Command::new(program);
        command.args(self.words(key, self.port)).args(words.iter().map(|w| w.replace("{host}", &self.host())));
        within(command.stdin(Stdio::null()))
    }

    /// A client that goes on: a forwarding, a held connection.
    pub fn going(&self, key: &Path, options: &[&str]) -> Child {
        let mut command = Command::new("ssh");
        command.args(self.words(key, self.port)).args(options).arg(self.host());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// A person at a terminal of 80x24, through this port.
    pub fn session(&self, key: &Path, options: &[&str], port: u16) -> Line {
        let mut command = CommandBuilder::new("ssh");
        command.args(self.words(key, port));
        command.arg("-tt");
        command.args(options);
        command.arg(self.host());
        command.env("TERM", "xterm-256color");
        Line::run(command)
    }

    /// Processes that `desk login` of this site runs in.
    pub fn desks(&self, site: &Site) -> Vec<i32> {
        let data = site.data.to_string_lossy().into_owned();
        let ours = |pid: &i32| {
            let words = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            let words: Vec<&[u8]> = words.split(|b| *b == 0).collect();
            words.first().is_some_and(|w| *w == DESK.as_bytes()) && words.contains(&data.as_bytes())
        };
        let entries = std::fs::read_dir("/proc").unwrap().flatten();
        entries.filter_map(|e| e.file_name().to_str()?.parse().ok()).filter(ours).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn keygen(file: &Path) {
    let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f"]).arg(file).status();
    assert!(made.unwrap().success());
}

/// Runs to its end, which must come.
pub fn within(command: &mut Command) -> Output {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let gather = |mut from: Box<dyn Read + Send>| {
        std::thread::spawn(move || {
            let mut all = Vec::new();
            let _ = from.read_to_end(&mut all);
            all
        })
    };
    let out = gather(Box::new(child.stdout.take().unwrap()));
    let err = gather(Box::new(child.stderr.take().unwrap()));
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("still there: {command:?}");
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    Output { status, stdout: out.join().unwrap(), stderr: err.join().unwrap() }
}
