// The helpline's desks look for people they know by name and birth date: ours by keyed hashes of sealed records, each person
// found in the audit log; theirs by indexes over readable columns. And a long case file, in one answer.
#include "benches.h"
#include "people.h"
#include "turns.h"
#include <boost/json.hpp>
#include <cstdio>
#include <memory>

namespace wellkept::bench {
namespace {

constexpr std::size_t desks = 20, entries = 500;
constexpr std::string_view changes = "X-Wellkept: 1\r\nContent-Type: application/json\r\n";

Result<boost::json::object> planted(ServerUnderTest const& s, std::size_t from, std::size_t to)
{
    auto const command = s.plant + " '" + s.database_url + "' " + std::to_string(from) + " " + std::to_string(to);
    std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    std::string text;
    for (int c; pipe && (c = std::fgetc(pipe.get())) != EOF;) text += static_cast<char>(c);
    boost::system::error_code error;
    auto const value = boost::json::parse(text, error);
    if (error || !value.is_object()) return unavailable("The service users were not planted.", text.substr(0, 300));
    return value.as_object();
}

std::string cookie(boost::json::value const& v) { return "Cookie: " + std::string(v.as_string()) + "\r\n"; }

std::size_t somebody(std::size_t mine, std::size_t n, std::size_t people) { return (mine * 7'919 + n * 104'729) % people; }

// A case with many notes, by the interface as a clinician's pages use it. Its path, and whose cookie opens it.
Result<std::string> long_file(ServerUnderTest const& s, std::string const& desk, std::string const& manager)
{
    auto https = TRY(Https::open(s.address));
    auto post = [&](std::string const& who, std::string const& path, std::string const& body, int status) -> Result<boost::json::object> {
        return expect(TRY(https.ask("POST", path, who + std::string(changes), body)), status, path);
    };
    auto const p = made_up(7);
    auto const found = TRY(post(desk, "/care/searches", R"({"phone":")" + p.phone + R"("})", 200));
    auto const person = TRY(text_of(found.at("found").as_array().at(0).as_object(), "service_user_id"));
    auto const cases = "/care/people/" + person + "/cases";
    auto const file = cases + "/" + TRY(text_of(TRY(post(desk, cases, R"({"presenting":"cannot sleep"})", 201)), "case_id"));
    auto const assessed = TRY(https.ask("PUT", file + "/assessment", desk + std::string(changes), R"({"service":"eap_counselling","risk":"low","summary":"x"})"));
    if (assessed.status != 204) return unavailable("Not assessed.", assessed.body.substr(0, 300));
    (void)TRY(post(manager, file + "/taking", "{}", 201));
    for (std::size_t i = 0; i < entries; ++i)
        (void)TRY(post(manager, file + "/notes", R"({"kind":"shared","body":"What was said in session )" + std::to_string(i) + R"(, and what we agreed on until the next."})", 201));
    return file;
}

} // namespace

Findings care(ServerUnderTest const& s, Plan const& plan)
{
    auto const people = plan.people ? plan.people : plan.quick ? std::size_t(100'000) : std::size_t(1'000'000);
    std::printf("care: %s service users, %zu desks at once; %d rounds of %.0f s a side\n", thousands(double(people)).c_str(), desks, plan.rounds, plan.seconds);
    std::fflush(stdout);
    auto const who = TRY(planted(s, 0, people));
    auto const& cookies = who.at("desks").as_array();
    std::vector<Https> open;
    std::vector<Database> plain;
    for (std::size_t i = 0; i < desks; ++i) {
        open.push_back(TRY(Https::open(s.address)));
        plain.push_back(TRY(Database::open(s.database_url, "wellkept_root", "bench_plain")));
    }
    std::vector<Finding> out;
    for (bool const by_phone : { false, true }) {
        auto const* sql = by_phone
            ? "SELECT coalesce(json_agg(p)::text, '') FROM (SELECT id, record, last_contact_at FROM person WHERE phone = $1 ORDER BY last_contact_at DESC, id LIMIT 25) p"
            : "SELECT coalesce(json_agg(p)::text, '') FROM (SELECT id, record, last_contact_at FROM person WHERE lower(first_name) = lower($1) AND lower(last_name) = lower($2)"
              " AND birth_date = $3::date ORDER BY last_contact_at DESC, id LIMIT 25) p";
        for (auto& p : plain) TRY(p.prepare(sql));
        Side const ours { "blind indexes, audited", [&](Length length) {
            return side_by_side(desks, length, [&](std::size_t mine, std::size_t n) -> Result<std::uint64_t> {
                auto const p = made_up(somebody(mine, n, people));
                auto const body = by_phone ? R"({"phone":")" + p.phone + R"("})" : R"({"name":")" + p.name() + R"(","birth_date":")" + p.birth_date + R"("})";
                auto const a = TRY(open[mine].ask("POST", "/care/searches", cookie(cookies[mine]) + std::string(changes), body));
                if (a.status != 200 || a.body.find(p.name()) == a.body.npos) return unavailable("Somebody was not found.", std::to_string(a.status) + " " + a.body.substr(0, 300));
                return 1;
            });
        } };
        Side const theirs { "readable columns", [&](Length length) {
            return side_by_side(desks, length, [&](std::size_t mine, std::size_t n) -> Result<std::uint64_t> {
                auto const p = made_up(somebody(mine, n, people));
                auto const answer = TRY(plain[mine].execute(by_phone ? std::vector { p.phone.substr(p.phone.size() - 9) } : std::vector { p.first, p.last, p.birth_date }));
                if (answer.find(p.name()) == answer.npos) return unavailable("Somebody was not found.", answer.substr(0, 300));
                return 1;
            });
        } };
        out.push_back(TRY(in_turns(s, plan, { by_phone ? "care, search by phone" : "care, search by name", "searches/s", {}, {}, 0.5 }, ours, theirs)));
        out.push_back(p99_of(out.back()));
        out.back().goal.reset();
    }
    auto const desk = cookie(cookies[0]), manager = cookie(who.at("managers").as_array()[0]);
    auto const file = TRY(long_file(s, desk, manager));
    Side const ours { "a file, audited", [&](Length length) -> Result<Timed> {
        auto const t = TRY(side_by_side(4, length, [&](std::size_t mine, std::size_t) -> Result<std::uint64_t> {
            auto const a = TRY(open[mine].ask("GET", file, manager, ""));
            if (a.status != 200 || count(a.body, "What was said") < entries) return unavailable("The case file lacks entries.", std::to_string(a.status) + " " + a.body.substr(0, 300));
            return 1;
        }));
        return t;
    } };
    TRY(plain[0].run("CREATE TABLE note (case_id int, at timestamptz, author uuid, body text); INSERT INTO note SELECT 1, now() + i * interval '1 s', gen_random_uuid(),"
                     " 'What was said in session ' || i || ', and what we agreed on until the next.' FROM generate_series(1, 500) i; CREATE INDEX ON note (case_id, at)"));
    for (auto& p : plain) TRY(p.prepare("SELECT json_agg(n ORDER BY at DESC)::text FROM note n WHERE case_id = $1"));
    Side const theirs { "json_agg over rows", [&](Length length) {
        return side_by_side(4, length, [&](std::size_t mine, std::size_t) -> Result<std::uint64_t> {
            if (count(TRY(plain[mine].execute({ "1" })), "What was said") < entries) return unavailable("The rows are not all there.", "note");
            return 1;
        });
    } };
    out.push_back(TRY(in_turns(s, plan, { "care, a file of 500", "files/s", {}, {} }, ours, theirs)));
    return out;
}

} // namespace wellkept::bench
