// For this room's tests: a real database, a log over it, and hands that change what they must not.
#pragma once
#include "access/audit_read.h"
#include "access/system.h"
#include "access/testing.h"
#include "keep/audit_log/audit_log.h"
#include "keep/audit_log/store.h"
#include "keep/audit_log/verify.h"
#include "platform/db/connection.h"
#include "platform/db/embedded_files.h"
#include "platform/db/testing.h"
#include <gtest/gtest.h>
#include <sstream>

namespace wellkept::audit_log {

class LogTest : public ::testing::Test {
protected:
    struct Text {
        std::string text;
    };
    // Past all row security, as somebody with the keys to the house.
    void tamper(std::string const& sql)
    {
        auto const c = db::Connection::open(db::testing::url(database, db::superuser_role));
        ASSERT_TRUE(c.ok());
        auto const done = c.value()->command(sql, "test");
        ASSERT_TRUE(done.ok()) << done.error().detail.text;
    }
    Instant at(int minute) const { return start + std::chrono::minutes(minute); }
    access::AuditRow row(Instant when)
    {
        return { Uuid::v7(clock, rng), when, Uuid::v4(rng), Uuid {}, "client", Uuid::v4(rng), "", "members.read",
            "provide_service", "permit", "", RequestId::fresh(clock, rng), "sealed \x01\xff bytes" };
    }
    // The event ids, in order.
    std::vector<Uuid> append(int n, int from_minute = 0)
    {
        std::vector<access::AuditRow> rows;
        std::vector<Uuid> out;
        for (int i = 0; i < n; ++i) {
            rows.push_back(row(at(from_minute + i)));
            out.push_back(rows.back().event_id);
        }
        append(rows);
        return out;
    }
    void append(std::vector<access::AuditRow> const& rows)
    {
        auto tx = db::Tx::begin(*pool).release();
        auto const done = access::append_audit(tx, rows);
        ASSERT_TRUE(done.ok()) << done.error().detail.text;
        ASSERT_TRUE(tx.commit().ok());
    }
    Log::Step sequence()
    {
        auto step = log.sequence_all();
        EXPECT_TRUE(step.ok()) << step.error().detail.text;
        return step.ok() ? step.value() : Log::Step {};
    }
    Verdict verdict(Expect const& expect = {})
    {
        auto v = verify(from_database(*pool, clock, "P6Y"), expect);
        EXPECT_TRUE(v.ok()) << v.error().public_text.text << v.error().detail.text;
        // An export says the same, without a database.
        std::stringstream file;
        EXPECT_TRUE(write_export(from_database(*pool, clock, "P6Y"), file).ok());
        auto offline = verify(from_file(file), expect);
        EXPECT_TRUE(offline.ok()) << offline.error().public_text.text << offline.error().detail.text;
        if (!v.ok() || !offline.ok()) return {};
        EXPECT_EQ(kinds(v.value()), kinds(offline.value()));
        EXPECT_EQ(v->rows, offline->rows);
        return v.release();
    }
    // "edit 3", "truncation 7-9", ...
    static std::vector<std::string> kinds(Verdict const& v)
    {
        std::vector<std::string> out;
        for (auto const& f : v.findings)
            out.push_back(std::string(name(f.kind))
                + (f.first < 0
                        ? ""
                        : " " + std::to_string(f.first) + (f.last != f.first ? "-" + std::to_string(f.last) : "")));
        return out;
    }
    std::vector<std::string> found(Expect const& expect = {}) { return kinds(verdict(expect)); }
    std::string latest_note()
    {
        auto tx = db::Tx::begin(*pool).release();
        return store::latest_checkpoint(tx).release()->note;
    }
    std::string id(Uuid u) const { return "'" + u.text() + "'"; }
    using Findings = std::vector<std::string>;

    SystemRng rng;
    TestClock clock;
    std::string database = db::testing::fresh_database(WELLKEPT_SOURCE_DIR "/schema");
    std::unique_ptr<db::Pool> pool =
        db::Pool::create({ .url = db::testing::url(database), .connections = 6 }).release();
    std::unique_ptr<db::Pool> owner =
        db::Pool::create({ .url = db::testing::url(database, db::owner_role), .connections = 1 }).release();
    access::testing::MemoryKeys keys { rng };
    Log log { *pool, keys, clock, rng, { .origin = "example.com/tlog", .batch_max = 300 } };
    Instant const start = std::chrono::sys_days(std::chrono::year(2026) / 3 / 10);
};

} // namespace wellkept::audit_log
