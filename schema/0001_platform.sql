-- What the platform itself keeps. Runs as wellkept_owner; the server works as wellkept_app, which owns nothing.
-- Every column says its data category, for the map of personal data.

create schema jobs;
comment on schema jobs is 'Work that outlives a request (src/platform/jobs).';

create table jobs.job (
    id           uuid primary key,
    kind         text not null check (kind <> ''),
    subject_id   uuid,
    payload      text not null check (octet_length(payload) <= 65536),
    state        text not null check (state in ('waiting', 'running', 'dead')),
    run_at       timestamptz not null,
    attempt      int4 not null check (attempt >= 0),
    attempts_max int4 not null check (attempts_max > 0),
    unique_key   text not null,
    lease_token  uuid,
    lease_until  timestamptz,
    reason_code  text,
    created_at   timestamptz not null,
    changed_at   timestamptz not null,
    check ((state = 'running') = (lease_token is not null and lease_until is not null))
);
comment on table jobs.job is 'The queue. A job that is done is deleted; a dead one stays until it is revived or dropped.';
comment on column jobs.job.id is 'category=operational; UUID version 7';
comment on column jobs.job.kind is 'category=operational; which handler runs it';
comment on column jobs.job.subject_id is 'category=identifier; whose data it is about, if anybody''s: erasure drops these jobs';
comment on column jobs.job.payload is 'category=identifier; JSON with ids, numbers and codes, never a personal value';
comment on column jobs.job.state is 'category=operational; waiting, running or dead';
comment on column jobs.job.run_at is 'category=operational; not before';
comment on column jobs.job.attempt is 'category=operational; runs begun so far';
comment on column jobs.job.attempts_max is 'category=operational; runs after which it is dead';
comment on column jobs.job.unique_key is 'category=identifier; ids and codes; at most one job of a kind and key waits; empty for none';
comment on column jobs.job.lease_token is 'category=operational; the runner that has it';
comment on column jobs.job.lease_until is 'category=operational; when another runner may take it';
comment on column jobs.job.reason_code is 'category=operational; why the last run failed, as a code';
comment on column jobs.job.created_at is 'category=operational; when it was enqueued';
comment on column jobs.job.changed_at is 'category=operational; when its state last changed';

create index job_due on jobs.job (run_at) where state = 'waiting';
create index job_lease on jobs.job (lease_until) where state = 'running';
create index job_dead on jobs.job (changed_at) where state = 'dead';
create index job_subject on jobs.job (subject_id) where subject_id is not null;
create unique index job_unique on jobs.job (kind, unique_key) where state = 'waiting' and unique_key <> '';

create table jobs.schedule (
    kind    text primary key,
    next_at timestamptz not null
);
comment on table jobs.schedule is 'When each recurring job is due next, once over all nodes.';
comment on column jobs.schedule.kind is 'category=operational; the kind of job that is enqueued';
comment on column jobs.schedule.next_at is 'category=operational; when';

grant usage on schema jobs to wellkept_app;
grant select, insert, update, delete on jobs.job, jobs.schedule to wellkept_app;
