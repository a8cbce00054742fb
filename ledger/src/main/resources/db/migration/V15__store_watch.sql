-- Why nothing is signed at present; for the command nodes that do not seal. Empty while all is well.
create table ledger_halt (
    singleton boolean primary key default true check (singleton),
    code      text        not null,
    idx       bigint      not null,
    what      text        not null,
    expected  text        not null,
    found     text        not null,
    since     timestamptz not null
);
