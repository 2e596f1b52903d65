/**
 * Every setting of gunicorn, with its flags. Names, flags and defaults: gunicorn@26.1.0 config.py.
 */
const RESTARTS = 'nothing is reloaded or restarted by hand in the model.'
const LOGS = 'it is about logs.'
const LIMITS = 'the model’s requests have no size.'
const TLS = 'TLS is not modelled.'
const HEADERS = 'the model’s requests have no headers.'
const OPERATION = 'it changes no timing.'

export interface GunicornSetting {
  name: string
  /** Short flag without its dash, when there is one. */
  short?: string
  /** Stands alone on a command line: being there is its value. */
  alone?: true
  /** Why no scenario has it; absent for what is read. */
  unread?: string
}

const unread = (why: string, names: string, alone?: true): GunicornSetting[] =>
  names.split(' ').map(name => {
    const [long, short] = name.split('/')
    return { name: long!, unread: why, ...(short && { short }), ...(alone && { alone }) }
  })

export const GUNICORN_SETTINGS: readonly GunicornSetting[] = [
  { name: 'bind', short: 'b' },
  { name: 'backlog' },
  { name: 'workers', short: 'w' },
  { name: 'worker_class', short: 'k' },
  { name: 'threads' },
  { name: 'worker_connections' },
  { name: 'max_requests' },
  { name: 'max_requests_jitter' },
  { name: 'timeout', short: 't' },
  { name: 'keepalive' },
  { name: 'config', short: 'c', unread: 'another file; give it too.' },
  ...unread(RESTARTS, 'graceful_timeout reload_engine reload_extra_file'),
  ...unread(RESTARTS, 'reload', true),
  ...unread('memory that workers share is not modelled; a smaller server.memoryMb stands for it.', 'preload_app', true),
  ...unread('all workers share one queue in the model.', 'reuse_port', true),
  ...unread(LIMITS, 'limit_request_line limit_request_fields limit_request_field_size'),
  ...unread(LOGS, 'access_logfile access_logformat error_logfile log_level logger_class logconfig logconfig_dict'),
  ...unread(LOGS, 'logconfig_json syslog_addr syslog_prefix syslog_facility statsd_host statsd_prefix dogstatsd_tags'),
  ...unread(
    LOGS,
    'capture_output disable_redirect_access_to_syslog syslog enable_stdio_inheritance enable_backlog_metric',
    true,
  ),
  ...unread(TLS, 'keyfile certfile ssl_version cert_reqs ca_certs ciphers'),
  ...unread(TLS, 'suppress_ragged_eofs do_handshake_on_connect', true),
  ...unread(HEADERS, 'forwarded_allow_ips proxy_allow_ips secure_scheme_headers forwarder_headers header_map'),
  ...unread(
    HEADERS,
    'permit_obsolete_folding strip_header_spaces permit_unconventional_http_method proxy_protocol',
    true,
  ),
  ...unread(HEADERS, 'permit_unconventional_http_version casefold_http_method', true),
  ...unread(OPERATION, 'chdir raw_env pidfile/p worker_tmp_dir user/u group/g umask/m tmp_upload_dir proc_name/n'),
  ...unread(
    OPERATION,
    'default_proc_name pythonpath paste/paster raw_paste_global_conf print_config wsgi_app root_path',
  ),
  ...unread(OPERATION, 'daemon/D check_config spew initgroups sendfile no_sendfile', true),
  ...unread(
    'a hook; nothing is executed.',
    'on_starting on_reload when_ready pre_fork post_fork post_worker_init worker_int worker_abort pre_exec pre_request post_request child_exit worker_exit nworkers_changed on_exit ssl_context',
  ),
]

/** Where a flag is not the setting’s name with dashes. */
const OTHER_FLAGS: Readonly<Record<string, string>> = {
  preload: 'preload_app',
  'log-file': 'error_logfile',
  'access-logfile': 'access_logfile',
  'access-logformat': 'access_logformat',
  'error-logfile': 'error_logfile',
  'log-level': 'log_level',
  'log-config': 'logconfig',
  'log-config-json': 'logconfig_json',
  'log-syslog': 'syslog',
  'log-syslog-to': 'syslog_addr',
  'log-syslog-prefix': 'syslog_prefix',
  'log-syslog-facility': 'syslog_facility',
  'keep-alive': 'keepalive',
  name: 'proc_name',
  pid: 'pidfile',
  env: 'raw_env',
  e: 'raw_env',
  R: 'enable_stdio_inheritance',
  'forwarded-allow-ips': 'forwarded_allow_ips',
}

const BY_NAME = new Map(GUNICORN_SETTINGS.map(setting => [setting.name, setting]))
const BY_SHORT = new Map(
  GUNICORN_SETTINGS.flatMap(setting => (setting.short ? [[setting.short, setting] as const] : [])),
)

/** By its name in a configuration file. */
export function gunicornSetting(name: string): GunicornSetting | undefined {
  return BY_NAME.get(name)
}

/** By its flag, without dashes. */
export function gunicornFlag(flag: string): GunicornSetting | undefined {
  const other = Object.hasOwn(OTHER_FLAGS, flag) ? OTHER_FLAGS[flag] : undefined
  if (other) return BY_NAME.get(other)
  return flag.length === 1 ? BY_SHORT.get(flag) : BY_NAME.get(flag.replaceAll('-', '_'))
}
