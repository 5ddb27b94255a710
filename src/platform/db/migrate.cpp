#include "platform/db/db.h"
#include "platform/log/log.h"
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace wellkept::db {
namespace fs = std::filesystem;
namespace {

struct Applied {
    std::string name;
    Bytes sha256;
};
PlainQuery<Applied> const applied_migrations { "db/applied_migrations",
    "select name, sha256 from public.schema_migration order by name" };
struct Digest {
    Bytes sha256;
};
PlainQuery<Digest, Bytes> const digest { "db/digest", "select sha256($1)" };
PlainQuery<Unit, std::string, Bytes> const record_migration { "db/record_migration",
    "insert into public.schema_migration (name, sha256) values ($1, $2)" };

// One server at a time, whichever node it is; held until the connection closes.
constexpr char const* lock_schema = "select pg_advisory_lock(7719034512)";
constexpr char const* make_table =
    "create table if not exists public.schema_migration ("
    "name text primary key, sha256 bytea not null, applied_at timestamptz not null default now());"
    "comment on table public.schema_migration is 'Which schema files this database has.';"
    "comment on column public.schema_migration.name is 'category=operational; file name';"
    "comment on column public.schema_migration.sha256 is 'category=operational; of the file';"
    "comment on column public.schema_migration.applied_at is 'category=operational; when'";

struct File {
    std::string name, sql;
    Bytes sha256 {};
};

bool migration_name(std::string_view n) // NNNN_words.sql
{
    return n.size() > 9 && n.ends_with(".sql") && n[4] == '_'
        && std::ranges::all_of(n.substr(0, 4), [](char c) { return c >= '0' && c <= '9'; });
}

Result<std::vector<File>> read_files(std::string const& directory)
{
    std::vector<File> files;
    std::error_code error;
    for (auto const& entry : fs::directory_iterator(directory, error)) {
        File f { entry.path().filename().string(), {} };
        if (!migration_name(f.name)) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        std::ostringstream text;
        text << in.rdbuf();
        if (!in || text.str().empty()) return bug("migrate: cannot read " + f.name);
        f.sql = text.str();
        files.push_back(std::move(f));
    }
    if (error) return bug("migrate: cannot read the directory: " + error.message());
    std::ranges::sort(files, {}, &File::name);
    for (std::size_t i = 1; i < files.size(); ++i) {
        if (files[i].name.substr(0, 4) == files[i - 1].name.substr(0, 4)) {
            return bug("migrate: two files have the number " + files[i].name.substr(0, 4));
        }
    }
    return files;
}

Result<> apply(Connection& c, File const& f)
{
    TRY(c.command("BEGIN", f.name));
    auto const steps = [&]() -> Result<> {
        TRY(c.command(f.sql, f.name));
        // A file that ends the transaction itself would be half applied after a crash.
        if (!c.in_transaction()) return bug(f.name + ": the file must not commit");
        TRY(c.execute(record_migration, Parameters<2>(f.name, f.sha256).view()));
        return c.command("COMMIT", f.name);
    }();
    if (!steps) (void)c.reset();
    return steps;
}

} // namespace

Result<std::vector<std::string>> migrate(std::string const& owner_url, std::string const& directory)
{
    auto files = TRY(read_files(directory));
    SessionConfig session;
    session.statement_timeout_ms = 0; // an index over a large table takes its time
    session.lock_timeout_ms = 0;
    session.application_name = "wellkept-migrate";
    auto const c = TRY(Connection::open(owner_url, session));
    TRY(c->command(lock_schema, "migrate"));
    TRY(c->command(make_table, "migrate"));
    // A table that is in use must not stop the whole service behind our wait for it.
    TRY(c->command("set lock_timeout = '30s'", "migrate"));
    for (auto& f : files) {
        auto const set = TRY(c->execute(digest, Parameters<1>(Bytes { f.sql }).view()));
        f.sha256 = TRY(detail::read_rows<Digest>(set, digest.name)).front().sha256;
    }
    auto const set = TRY(c->execute(applied_migrations, Parameters<0>().view()));
    auto const rows = TRY(detail::read_rows<Applied>(set, applied_migrations.name));

    std::map<std::string, Bytes> applied;
    for (auto const& r : rows) applied.emplace(r.name, r.sha256);
    for (auto const& [name, hash] : applied) {
        auto const f = std::ranges::find(files, name, &File::name);
        if (f == files.end()) return bug("migrate: the database has " + name + ", which is not among the files");
        if (f->sha256 != hash) return bug("migrate: " + name + " was changed after it was applied");
    }
    std::vector<std::string> done;
    for (auto const& f : files) {
        if (applied.contains(f.name)) continue;
        if (!applied.empty() && f.name < applied.rbegin()->first) {
            return bug("migrate: " + f.name + " sorts before files that are applied already");
        }
        TRY(apply(*c, f));
        log::info("schema_migrated", { { "file", f.name } });
        done.push_back(f.name);
    }
    return done;
}

} // namespace wellkept::db
