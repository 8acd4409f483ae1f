//! A folder of files, and the program run in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// A folder that is gone after the test.
pub struct Folder {
    folder: TempDir,
}

/// What one run of the program gave.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Folder {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self { folder: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub fn bytes(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.path(path)).unwrap()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crosswire"));
        command.current_dir(self.root()).args(arguments);
        for variable in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "CI", "VIRTUAL_ENV", "CONDA_PREFIX"] {
            command.env_remove(variable);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&mut self.command(arguments))
    }

    /// What `check --format json` says.
    pub fn json(&self, arguments: &[&str]) -> Value {
        self.run(&[&["check", "--format", "json"], arguments].concat()).json()
    }
}

impl Run {
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// The rules of a report's findings with their places, `app.py:3:5 rule`.
pub fn found(report: &Value) -> Vec<String> {
    let place = |diagnostic: &Value| {
        let start = &diagnostic["range"]["start"];
        let (path, rule) = (diagnostic["path"].as_str().unwrap(), diagnostic["rule"].as_str().unwrap());
        format!("{path}:{}:{} {rule}", start["line"], start["column"])
    };
    report["diagnostics"].as_array().unwrap().iter().map(place).collect()
}
