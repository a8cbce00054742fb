-- Events that wait for their officer's signature, as they will be stored; gone when signed or too old.
create table prepared_event (
    id      uuid primary key,
    officer text        not null,
    event   bytea       not null,
    made    timestamptz not null
);
