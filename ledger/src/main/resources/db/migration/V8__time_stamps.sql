-- RFC 3161 tokens over checkpoints. Evidence about the ledger, made by others: no event of it.
create table ledger_stamp (
    size      bigint      not null references ledger_checkpoint (size),
    authority text        not null,
    token     bytea       not null,
    stamped   timestamptz not null,
    primary key (size, authority)
);
