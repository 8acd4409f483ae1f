//! What the tabs of a preview share: files, assets, what was chosen, and who listens.
//!
//! May not know how pages are reached.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{broadcast, watch};

use super::config::AppConfig;
use super::findings::Finding;
use super::http::assets::Assets;
use super::overlay::{Overlay, real};
use super::places::Ground;
use super::protocol::{self, FileChange, Start};
use super::session::Launcher;
use super::tab::Tab;
use super::{Event, Options, Theme};
use crate::workspace::Analysis;

/// What all tabs share.
#[derive(Debug)]
pub struct Hub {
    pub(super) options: Options,
    pub(super) config: AppConfig,
    pub(super) overlay: Arc<Overlay>,
    pub(super) launcher: Arc<Launcher>,
    /// Turns true when the preview ends.
    pub(super) ended: watch::Sender<bool>,
    pub(super) assets: Assets,
    pub(super) tabs: Mutex<Vec<Arc<Tab>>>,
    pub(super) events: broadcast::Sender<Event>,
    pub(super) inspectors: broadcast::Sender<Arc<str>>,
    /// The app's page as the browser reaches it.
    pub(super) app_address: Mutex<String>,
    /// The readings of the sources, where somebody reads them.
    pub(super) readings: Mutex<Option<watch::Receiver<Arc<Analysis>>>>,
    /// The findings that were told last.
    pub(super) told: Mutex<Vec<Finding>>,
    /// The theme that an editor chose, if one did.
    pub(super) chosen: Mutex<Option<Option<Theme>>>,
}

impl Hub {
    /// Without tabs so far.
    pub fn new(options: Options, launcher: Arc<Launcher>, app_address: String) -> Self {
        let overlay = Arc::new(Overlay::default());
        let roots: Vec<PathBuf> = std::iter::once(&options.root).chain(&options.python_path).cloned().collect();
        Self {
            config: AppConfig::read(&options.root, &options.script),
            assets: Assets::new(&roots, overlay.clone()),
            overlay,
            launcher,
            ended: watch::channel(false).0,
            tabs: Mutex::default(),
            events: broadcast::channel(64).0,
            inspectors: broadcast::channel(4096).0,
            app_address: Mutex::new(app_address),
            readings: Mutex::default(),
            told: Mutex::default(),
            chosen: Mutex::default(),
            options,
        }
    }

    /// Ends what lives in tasks of its own: connections that are open, and the tabs, which hold the hub.
    pub fn end(&self) {
        self.ended.send_replace(true);
        self.tabs().clear();
    }

    /// The tabs.
    pub fn tabs(&self) -> MutexGuard<'_, Vec<Arc<Tab>>> {
        self.tabs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The tab of this name while it lives, else a new one.
    pub fn tab(self: &Arc<Self>, session: Option<&str>) -> std::io::Result<Arc<Tab>> {
        if let Some(tab) = self.tabs().iter().find(|tab| Some(tab.name()) == session) {
            return Ok(tab.clone());
        }
        let tab = Tab::open(self.clone())?;
        self.tabs().push(tab.clone());
        Ok(tab)
    }

    /// Ends a tab whose page has not come back.
    pub fn leave(&self, name: &str) {
        self.tabs().retain(|tab| tab.name() != name || tab.is_shown());
        self.tell_findings();
    }

    /// How a worker for this app begins.
    pub fn start_message(&self) -> Start {
        Start {
            version: protocol::VERSION,
            root: self.options.root.clone(),
            script: self.options.script.clone(),
            python_path: self.options.python_path.clone(),
            theme: self.theme().unwrap_or(Theme::Light).name().to_string(),
        }
    }

    /// Takes the theme that an editor chose; none is the app's own.
    pub fn choose_theme(&self, theme: Option<Theme>) {
        *self.chosen.lock().unwrap_or_else(PoisonError::into_inner) = Some(theme);
    }

    /// The theme that a page begins with; none where the browser decides.
    pub fn theme(&self) -> Option<Theme> {
        let chosen = *self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        chosen.unwrap_or(self.options.theme).or(self.config.base)
    }

    /// Files changed. Scripts run again that have to do with one of them.
    pub fn files(&self, mut changes: Vec<FileChange>) {
        // An editor may spell a path through links that the script's imports do not go through.
        for change in &mut changes {
            change.path = real(&change.path).unwrap_or_else(|| std::mem::take(&mut change.path));
        }
        let different = self.overlay.change(&changes);
        let served: Vec<&Path> = different.iter().copied().filter(|path| self.assets.edited(path)).collect();
        let tabs: Vec<Arc<Tab>> = self.tabs().clone();
        tabs.iter().for_each(|tab| tab.edited(&changes, &different, &served));
    }

    /// Takes where readings of the sources come from.
    pub fn read_by(&self, readings: watch::Receiver<Arc<Analysis>>) {
        *self.readings.lock().unwrap_or_else(PoisonError::into_inner) = Some(readings);
    }

    /// The last reading of the sources, if somebody reads them.
    pub fn analysis(&self) -> Option<Arc<Analysis>> {
        let readings = self.readings.lock().unwrap_or_else(PoisonError::into_inner);
        readings.as_ref().map(|readings| readings.borrow().clone())
    }

    /// What it takes to find where a stack leads to.
    pub fn ground<'g>(&'g self, analysis: Option<&'g Analysis>) -> Ground<'g> {
        Ground { assets: &self.assets, overlay: &self.overlay, analysis }
    }

    /// Tells what goes wrong in all tabs, if that is news.
    pub fn tell_findings(&self) {
        let tabs = self.tabs().clone();
        let mut findings: Vec<Finding> = Vec::new();
        for finding in tabs.iter().flat_map(|tab| tab.findings()) {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if *told != findings {
            told.clone_from(&findings);
            self.tell(Event::Findings(findings));
        }
    }

    /// The app's page as the browser reaches it.
    pub fn app_address(&self) -> String {
        self.app_address.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes an address that an editor's proxy gave; it has the token where the proxy keeps paths.
    pub fn set_app_address(&self, address: &str) {
        *self.app_address.lock().unwrap_or_else(PoisonError::into_inner) = address.to_string();
    }

    /// Tells all inspectors.
    pub fn tell_inspectors(&self, message: &serde_json::Value) {
        // Nobody may be looking.
        let _ = self.inspectors.send(Arc::from(message.to_string()));
    }

    /// Tells whoever holds the preview.
    pub fn tell(&self, event: Event) {
        // Nobody may be listening.
        let _ = self.events.send(event);
    }
}

/// Starts a spare worker beside what else is to be done.
pub fn warm(launcher: Arc<Launcher>) {
    tokio::task::spawn_blocking(move || launcher.prewarm());
}
