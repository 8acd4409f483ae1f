//! Linux: Landlock for files and the network, seccomp for system calls.

use std::path::PathBuf;
use std::process;

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetCreatedAttr, Scope,
    path_beneath_rules,
};
use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch, apply_filter_all_threads,
};

use super::SandboxError;

/// The newest set of rights that is asked for; an older kernel grants what it has.
const RIGHTS: ABI = ABI::V6;

/// Reading beneath some folders, and nothing else: no writing, running, connecting, listening, signalling.
pub fn restrict_files(readable: &[PathBuf]) -> Result<(), SandboxError> {
    let reading = AccessFs::ReadFile | AccessFs::ReadDir;
    Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(RIGHTS))?
        .handle_access(AccessNet::from_all(RIGHTS))?
        .scope(Scope::from_all(RIGHTS))?
        .create()?
        .add_rules(path_beneath_rules(readable, reading))?
        .restrict_self()?;
    Ok(())
}

/// Calls that are refused, each with the conditions under which it is; none: always.
type Refusals = Vec<(i64, Vec<SeccompRule>)>;

/// Refuses system calls to all threads of the process.
pub fn refuse_calls() -> Result<(), SandboxError> {
    // The C library asks for these first and is content with an older call, which can be looked into.
    let newer = always(&[libc::SYS_clone3, libc::SYS_openat2]);
    for (refusals, errno) in [(newer, libc::ENOSYS), (refusals()?, libc::EPERM)] {
        apply_filter_all_threads(&program(refusals, errno)?)?;
    }
    Ok(())
}

fn program(refusals: Refusals, errno: i32) -> Result<BpfProgram, BackendError> {
    let architecture = TargetArch::try_from(std::env::consts::ARCH)?;
    let refuse = SeccompAction::Errno(errno.unsigned_abs());
    SeccompFilter::new(refusals.into_iter().collect(), SeccompAction::Allow, refuse, architecture)?.try_into()
}

fn refusals() -> Result<Refusals, BackendError> {
    let mut refusals = always(PROCESSES);
    refusals.extend(always(NETWORK));
    refusals.extend(always(FILES));
    refusals.extend(always(OLD));
    refusals.extend(always(SYSTEM));
    let me = u64::from(process::id());
    // A new thread is fine, a new process is not.
    let thread = SeccompCmpOp::MaskedEq(flag(libc::CLONE_THREAD));
    refusals.push((libc::SYS_clone, vec![when(0, thread, 0)?]));
    // A panic ends the process by a signal to itself.
    refusals.push((libc::SYS_tgkill, vec![when(0, SeccompCmpOp::Ne, me)?]));
    refusals.push((libc::SYS_prlimit64, vec![when(0, SeccompCmpOp::Ne, 0)?]));
    refusals.push((libc::SYS_openat, writing(2)?));
    #[cfg(target_arch = "x86_64")]
    refusals.push((libc::SYS_open, writing(1)?));
    // Event loops wake themselves through a pair of sockets that leads nowhere else.
    let local = SeccompCmpOp::Ne;
    refusals.push((libc::SYS_socketpair, vec![when(0, local, flag(libc::AF_UNIX))?]));
    Ok(refusals)
}

fn always(calls: &[i64]) -> Refusals {
    calls.iter().map(|&call| (call, Vec::new())).collect()
}

/// The flags at this argument ask for more than reading.
fn writing(argument: u8) -> Result<Vec<SeccompRule>, BackendError> {
    let access = SeccompCmpOp::MaskedEq(flag(libc::O_ACCMODE));
    let mut rules = Vec::new();
    for way in [libc::O_WRONLY, libc::O_RDWR, libc::O_ACCMODE] {
        rules.push(when(argument, access.clone(), flag(way))?);
    }
    for bit in [libc::O_CREAT, libc::O_TRUNC] {
        rules.push(when(argument, SeccompCmpOp::MaskedEq(flag(bit)), flag(bit))?);
    }
    Ok(rules)
}

fn when(argument: u8, compare: SeccompCmpOp, value: u64) -> Result<SeccompRule, BackendError> {
    SeccompRule::new(vec![SeccompCondition::new(argument, SeccompCmpArgLen::Dword, compare, value)?])
}

fn flag(bits: i32) -> u64 {
    u64::from(bits.unsigned_abs())
}

const PROCESSES: &[i64] = &[
    libc::SYS_execve,
    libc::SYS_execveat,
    libc::SYS_kill,
    libc::SYS_tkill,
    libc::SYS_rt_sigqueueinfo,
    libc::SYS_rt_tgsigqueueinfo,
    libc::SYS_pidfd_open,
    libc::SYS_pidfd_getfd,
    libc::SYS_pidfd_send_signal,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_process_madvise,
    libc::SYS_kcmp,
    libc::SYS_setpriority,
    libc::SYS_ioprio_set,
    libc::SYS_sched_setaffinity,
    libc::SYS_sched_setscheduler,
    libc::SYS_sched_setparam,
    libc::SYS_sched_setattr,
    libc::SYS_migrate_pages,
    libc::SYS_move_pages,
    libc::SYS_setpgid,
    libc::SYS_setsid,
];

const NETWORK: &[i64] = &[
    libc::SYS_socket,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_accept,
    libc::SYS_accept4,
    // What these begin, no filter sees.
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
];

const FILES: &[i64] = &[
    libc::SYS_unlinkat,
    libc::SYS_renameat,
    libc::SYS_renameat2,
    libc::SYS_mkdirat,
    libc::SYS_mknodat,
    libc::SYS_linkat,
    libc::SYS_symlinkat,
    libc::SYS_truncate,
    libc::SYS_ftruncate,
    libc::SYS_fallocate,
    libc::SYS_fchmod,
    libc::SYS_fchmodat,
    libc::SYS_fchown,
    libc::SYS_fchownat,
    libc::SYS_utimensat,
    libc::SYS_setxattr,
    libc::SYS_lsetxattr,
    libc::SYS_fsetxattr,
    libc::SYS_removexattr,
    libc::SYS_lremovexattr,
    libc::SYS_fremovexattr,
    libc::SYS_open_by_handle_at,
    libc::SYS_memfd_create,
];

const SYSTEM: &[i64] = &[
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_fsopen,
    libc::SYS_fsmount,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_keyctl,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_kexec_load,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_syslog,
    libc::SYS_acct,
    libc::SYS_quotactl,
    libc::SYS_sethostname,
    libc::SYS_setdomainname,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_adjtimex,
    libc::SYS_clock_adjtime,
];

/// Calls that newer architectures have left out.
#[cfg(target_arch = "x86_64")]
const OLD: &[i64] = &[
    libc::SYS_fork,
    libc::SYS_vfork,
    libc::SYS_creat,
    libc::SYS_unlink,
    libc::SYS_rename,
    libc::SYS_mkdir,
    libc::SYS_rmdir,
    libc::SYS_mknod,
    libc::SYS_link,
    libc::SYS_symlink,
    libc::SYS_chmod,
    libc::SYS_chown,
    libc::SYS_lchown,
    libc::SYS_utime,
    libc::SYS_utimes,
    libc::SYS_futimesat,
    libc::SYS_kexec_file_load,
    libc::SYS_ioperm,
    libc::SYS_iopl,
    libc::SYS_modify_ldt,
];

#[cfg(not(target_arch = "x86_64"))]
const OLD: &[i64] = &[];
