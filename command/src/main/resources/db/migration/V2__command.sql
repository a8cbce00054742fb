-- One row per answered request that carried an Idempotency-Key; written in the request's transaction.
create table idempotency (
    officer text        not null,
    key     text        not null,
    request bytea       not null,
    status  int         not null,
    answer  text        not null,
    made    timestamptz not null,
    primary key (officer, key)
);

-- Personal values, each under the key of its person; destroying the key erases the person.
create table vault_key (
    subject text primary key,
    key     bytea not null
);
create table vault_value (
    subject text  not null references vault_key (subject) on delete cascade,
    field   text  not null,
    digest  text  not null,
    sealed  bytea not null,
    primary key (subject, field)
);

-- K of each announced draw: known to the bureau, opened to auditors only.
create table draw_key (
    draw_id text primary key,
    key     bytea not null
);
