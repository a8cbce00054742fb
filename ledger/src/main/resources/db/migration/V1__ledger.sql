-- The event store. pos and xid only help the sealer to find what is new; nobody may rely on ascending pos.
create table ledger_event (
    pos    bigint generated always as identity primary key,
    xid    xid8   not null default pg_current_xact_id(),
    stream text   not null,
    seq    bigint not null,
    id     uuid   not null unique,
    hash   bytea  not null,
    entry  bytea  not null,
    unique (stream, seq)
);
create index ledger_event_xid on ledger_event (xid, pos);

-- The ledger order, the only order: index 0, 1, 2 … without gaps.
create table ledger_index (
    idx  bigint primary key,
    pos  bigint not null unique references ledger_event (pos),
    leaf bytea  not null
);

-- Roots of complete subtrees at tree levels 8, 16, 24 …: with ledger_index.leaf the hash tiles.
create table ledger_node (
    level int    not null,
    idx   bigint not null,
    hash  bytea  not null,
    primary key (level, idx)
);

-- One row: where the sealer stands. frontier and sm3_frontier are compact ranges of the first size leaves.
create table ledger_state (
    singleton    boolean primary key default true check (singleton),
    size         bigint not null,
    frontier     bytea  not null,
    sm3_frontier bytea  not null
);

create table ledger_checkpoint (
    size bigint primary key,
    note text   not null,
    made timestamptz not null
);

create table ledger_cosignature (
    size    bigint not null references ledger_checkpoint (size),
    witness text   not null,
    line    text   not null,
    primary key (size, witness)
);

-- Large lists go into events by their suite hash; the list itself is kept and served by that hash.
create table ledger_list (
    hash    text  primary key,
    content bytea not null
);

-- What the public may download, made by the publishing role, served by query nodes.
create table published_file (
    draw_id    text   not null,
    name       text   not null,
    media_type text   not null,
    content    bytea  not null,
    made_at    bigint not null,
    primary key (draw_id, name)
);
