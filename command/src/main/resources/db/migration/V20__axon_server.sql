-- With Axon Server as the event store: which row is which of its events. token counts without gaps.
create table ledger_axon (
    token bigint primary key,
    pos   bigint not null unique references ledger_event (pos)
);
