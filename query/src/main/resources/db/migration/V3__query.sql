-- Where each projection stands in the ledger, and what it could not take. Column names are Axon's.
create table query_token (
    processorname varchar(255) not null,
    segment       integer      not null,
    token         bytea,
    tokentype     varchar(255),
    timestamp     varchar(255),
    owner         varchar(255),
    primary key (processorname, segment)
);

create table query_dead_letter (
    deadletteridentifier varchar(255) primary key,
    processinggroup      varchar(255) not null,
    sequenceidentifier   varchar(255) not null,
    sequenceindex        bigint       not null,
    messagetype          varchar(255) not null,
    eventidentifier      varchar(255) not null,
    timestamp            varchar(255) not null,
    payloadtype          varchar(255) not null,
    payloadrevision      varchar(255),
    payload              bytea        not null,
    metadata             bytea,
    type                 varchar(255),
    aggregateidentifier  varchar(1024),
    sequencenumber       bigint,
    tokentype            varchar(255),
    token                bytea,
    enqueuedat           varchar(255) not null,
    lasttouched          varchar(255) not null,
    processingstarted    varchar(255),
    causetype            varchar(255),
    causemessage         text,
    diagnostics          bytea,
    unique (processinggroup, sequenceidentifier, sequenceindex)
);

-- workqueue: what a bureau has to do, for whom, until when
create table workqueue_rule_set (
    hash    text primary key,
    content text not null
);

create table workqueue_plan (
    plan     text   primary key,
    bureau   text   not null,
    year     bigint not null,
    quarter  bigint not null,
    rule_set text   not null,
    item     text   not null,
    quota    bigint not null,
    drawn    boolean not null
);
create index workqueue_plan_quarter on workqueue_plan (bureau, year, quarter);

create table workqueue_draw (
    draw_id   text primary key,
    bureau    text not null,
    plan      text not null,
    embargo   timestamptz,
    beacon_at timestamptz,
    beacon_round bigint not null
);

create table workqueue_party (
    draw_id   text    not null,
    party     text    not null,
    committed boolean not null,
    revealed  boolean not null,
    primary key (draw_id, party)
);

create table workqueue_visit (
    draw_id      text    not null,
    label        text    not null,
    plan         text    not null,
    open         boolean not null,
    inspected_on date,
    primary key (draw_id, label)
);
create index workqueue_visit_plan on workqueue_visit (plan);

create table workqueue_item (
    item        text   primary key,
    bureau      text   not null,
    kind        text   not null,
    state       text   not null,
    plan        text   not null,
    draw_id     text   not null,
    label       text   not null,
    object_id   text   not null,
    quantity    bigint not null,
    role        text   not null,
    assignees   text   not null,
    due_at      timestamptz,
    due_basis   text   not null,
    provisional boolean not null,
    witness_idx bigint,
    since_idx   bigint not null
);
create index workqueue_item_bureau on workqueue_item (bureau, due_at);
create index workqueue_item_plan on workqueue_item (plan, kind);

-- inspectortasks: who goes where
create table inspector_task (
    draw_id        text   not null,
    label          text   not null,
    person_id      text   not null,
    certificate_no text   not null,
    role           text   not null,
    bureau         text   not null,
    object_id      text   not null,
    stratum        text   not null,
    rank           bigint not null,
    due_on         date   not null,
    state          text   not null,
    inspected_on   date,
    outcome        text   not null,
    idx            bigint not null,
    primary key (draw_id, label, person_id)
);
create index inspector_task_person on inspector_task (person_id, due_on);
create index inspector_task_certificate on inspector_task (certificate_no, due_on);

-- registry: the lists as they stand
create table registry_target (
    bureau                text    not null,
    object_id             text    not null,
    permit_no             text    not null,
    name                  text    not null,
    uscc                  text    not null,
    area                  text    not null,
    address               text    not null,
    industry_code         text    not null,
    industry_name         text    not null,
    supervision_class     text    not null,
    permit_class          text    not null,
    credit_grade          text    not null,
    positive_list         boolean not null,
    operating_status      text    not null,
    tags                  text    not null,
    checks_last_year      bigint  not null,
    last_check_date       text    not null,
    registry_status       text    not null,
    source                text    not null,
    registered_idx        bigint  not null,
    changed_idx           bigint  not null,
    primary key (bureau, object_id)
);
create index registry_target_class on registry_target (bureau, supervision_class);

create table registry_inspector (
    bureau              text   not null,
    person_id           text   not null,
    certificate_no      text   not null,
    certificate_expires text   not null,
    unit                text   not null,
    post                text   not null,
    rank                text   not null,
    specialties         text   not null,
    establishment       text   not null,
    on_post             text   not null,
    checks_this_year    bigint not null,
    recused_targets     text   not null,
    registry_status     text   not null,
    registered_idx      bigint not null,
    changed_idx         bigint not null,
    primary key (bureau, person_id)
);

-- drawlookup: a draw from its opening to its result
create table draw_plan (
    plan        text   primary key,
    year        bigint not null,
    quarter     bigint not null,
    line        text   not null,
    item_name   text   not null,
    legal_basis text   not null
);

create table draw_view (
    draw_id           text    primary key,
    bureau            text    not null,
    year              bigint  not null,
    number            bigint  not null,
    plan              text    not null,
    try_number        bigint  not null,
    suite             text    not null,
    state             text    not null,
    grade             text    not null,
    lapse_reason      text    not null,
    draw_hash         text    unique,
    opened            text    not null,
    announced         text,
    closed            text,
    completed         text,
    opened_idx        bigint  not null,
    announced_idx     bigint,
    closed_idx        bigint,
    completed_idx     bigint,
    announced_time    timestamptz,
    completed_time    timestamptz
);
create index draw_view_plan on draw_view (plan, opened_idx);

-- publication: what the public was shown, and since when
create table publication_draw (
    draw_id     text   primary key,
    draw_hash   text   not null,
    hash_idx    bigint,
    hash_time   timestamptz,
    labels      text   not null,
    labels_idx  bigint,
    list        text   not null,
    sites       bigint not null,
    list_idx    bigint,
    list_time   timestamptz
);

create table publication_result (
    draw_id      text   not null,
    label        text   not null,
    object_id    text   not null,
    target_name  text   not null,
    inspected_on date   not null,
    outcome      text   not null,
    outcome_text text   not null,
    recorded     text   not null,
    idx          bigint not null,
    published_at timestamptz not null,
    primary key (draw_id, label)
);
