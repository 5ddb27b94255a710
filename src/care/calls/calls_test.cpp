#include "care/calls/testing_line.h"

namespace wellkept::calls::testing {
namespace {

TEST_F(Line, WhatIsToldOfACallIsTakenOnceAndOnlyFromWhoeverCanSign)
{
    auto const path = "/care/telephone/" + system.id.text() + "/events";
    auto const body = event("call.started");
    EXPECT_EQ(call(Method::post, path, signed_("m-0", body, clock.now() - 6min), body).status, 401) << "too old";
    EXPECT_EQ(call(Method::post, path, signed_("m-0", body, clock.now() + 6min), body).status, 401) << "from the future";
    EXPECT_EQ(call(Method::post, path, signed_("m-0", "other", clock.now()), body).status, 401) << "another body";
    EXPECT_EQ(call(Method::post, path, {}, body).status, 401);
    EXPECT_EQ(call(Method::post, "/care/telephone/" + nobody.text() + "/events", signed_("m-0", body, clock.now()), body).status, 401);
    EXPECT_EQ(tell("call.answered"), 409) << "of a call nobody knows: it comes again";
    EXPECT_EQ(tell("call.exploded"), 400);
    EXPECT_EQ(count("calls.call"), "0");
    EXPECT_EQ(count("access.audit_event WHERE decision = 'refuse' AND action = 'calls.report'"), "5");

    auto const headers = signed_("m-1", body, clock.now());
    EXPECT_EQ(call(Method::post, path, headers, body).status, 204);
    EXPECT_EQ(call(Method::post, path, headers, body).status, 204) << "the same message again";
    EXPECT_EQ(count("calls.call"), "1");
    EXPECT_EQ(count("calls.event"), "1");
    // Nobody knows who it is: a record of its own, for the desk to see to.
    EXPECT_EQ(count("intake.contact WHERE state = 'open'"), "1");
    EXPECT_EQ(tell("call.ended"), 204);
    EXPECT_EQ(tell("call.answered"), 204) << "in any order";
    auto const list = staff(adviser, Method::get, "/care/calls");
    EXPECT_EQ(list.status, 200);
    EXPECT_NE(list.body.find(R"("state":"ended")"), std::string::npos) << list.body;
}

TEST_F(Line, NothingIsRecordedBeforeTheNoticeOrAfterAnObjection)
{
    ASSERT_EQ(tell("call.started"), 204);
    EXPECT_EQ(announce(5000).status, 409) << "the caller has not been told";
    ASSERT_EQ(tell("notice.played"), 204);
    auto const sound = wav(3'000'000);
    auto const whole = record(sound, 1'000'000);
    auto const half = announce(sound.size());
    ASSERT_EQ(half.status, 201);
    ASSERT_EQ(more(header(half, "Location"), 0, sound.substr(0, 1'000'000)).status, 204);
    EXPECT_GT(files(), 3u);
    ASSERT_EQ(tell("objection.raised"), 204);
    EXPECT_EQ(count("calls.recording"), "0");
    EXPECT_EQ(more(header(half, "Location"), 1'000'000, sound.substr(1'000'000)).status, 409);
    EXPECT_EQ(announce(5000).status, 409);
    // The key is gone at once; the files follow.
    EXPECT_FALSE(keys.find(access::care_tenant, caller(), scope_of_call(the_call())).ok());
    ASSERT_TRUE(sweep(*pool, *blobs).ok());
    EXPECT_EQ(files(), 0u);
    EXPECT_EQ(staff(manager, Method::post, "/care/reviews/" + caller().text() + "/playbacks", R"({"recording_id":")" + whole + R"(","reason":"A complaint about it"})").status, 404);
}

TEST_F(Line, AnUploadThatIsLostDoubledWrongOrChangedGoesOnWhereItWas)
{
    ring();
    auto const sound = wav(2'500'000);
    auto const made = announce(sound.size());
    ASSERT_EQ(made.status, 201) << made.body;
    auto const at = header(made, "Location");
    EXPECT_EQ(header(made, "Tus-Resumable"), "1.0.0");
    EXPECT_EQ(more(at, 0, sound.substr(0, 100)).status, 400) << "too little to see what it is";
    EXPECT_EQ(more(at, 0, sound.substr(0, 900'000)).status, 204);
    EXPECT_EQ(more(at, 0, sound.substr(0, 900'000)).status, 409) << "doubled";
    EXPECT_EQ(more(at, 1'800'000, sound.substr(1'800'000)).status, 409) << "one was lost before it";
    EXPECT_EQ(more(at, 900'000, sound.substr(900'000, 500), "other bytes").status, 460) << "changed on the way";
    EXPECT_EQ(more(at, 900'000, sound).status, 413) << "more than announced";
    EXPECT_EQ(offset_of(at), "900000");
    auto bare = tus({ { "upload-offset", "+900000" } });
    EXPECT_EQ(call(Method::patch, at, bare, "x").status, 400);
    EXPECT_EQ(call(Method::patch, at, { { "authorization", "Bearer " + system.token }, { "upload-offset", "900000" } }, "x").status, 400) << "no version";
    EXPECT_EQ(call(Method::head, at, { { "tus-resumable", "1.0.0" } }).status, 401);
    EXPECT_EQ(more(at, 900'000, sound.substr(900'000)).status, 204);
    EXPECT_EQ(offset_of(at), std::to_string(sound.size())) << "whoever lost the last answer asks";
    EXPECT_EQ(call(Method::del, at, tus()).status, 409) << "a whole one is not taken back";
    // Another system of ours reaches only its own.
    auto tx = db::Tx::begin(*pool).release();
    auto const other = connect_system(gate, tx, "Other").release();
    ASSERT_TRUE(tx.commit().ok());
    EXPECT_EQ(call(Method::head, at, { { "authorization", "Bearer " + other.token }, { "tus-resumable", "1.0.0" } }).status, 404);
}

TEST_F(Line, WhatIsNoSoundOrTooMuchOrTooLateIsRefused)
{
    ring();
    EXPECT_EQ(announce(5000, "text/html").status, 415);
    EXPECT_EQ(announce(static_cast<std::size_t>(recording_bytes_max) + 1).status, 413);
    EXPECT_EQ(announce(0).status, 400);
    EXPECT_EQ(announce(5000, "audio/wav", "c-2").status, 404) << "a call that is not its own";
    for (auto const& bad : { "", "filetype ***", "filetype YXVkaW8vd2F2,filetype YXVkaW8vd2F2", "name Zg==" })
        EXPECT_EQ(call(Method::post, "/care/telephone/calls/c-1/recordings", tus({ { "upload-length", "5000" }, { "upload-metadata", bad } })).status, 400) << bad;
    auto const page = "<html><script>alert(1)</script>" + std::string(5000, 'x');
    auto const at = header(announce(page.size()), "Location");
    EXPECT_EQ(more(at, 0, page).status, 415) << "what it is shows in its first bytes";
    EXPECT_EQ(files(), 0u);
    EXPECT_EQ(call(Method::del, at, tus()).status, 204);
    for (int i = 0; i < recordings_max; ++i) EXPECT_EQ(announce(5000).status, 201);
    EXPECT_EQ(announce(5000).status, 409) << "as many as a call may have";

    auto const open = header(announce(9), "Location");
    ASSERT_EQ(tell("call.ended"), 204);
    clock.advance(73h);
    EXPECT_EQ(announce(5000).status, 409) << "the call ended too long ago";
    EXPECT_EQ(open, "");
}

TEST_F(Line, AnAbandonedUploadIsGivenUpAfterADay)
{
    ring();
    auto const sound = wav(2'000'000);
    auto const at = header(announce(sound.size()), "Location");
    ASSERT_EQ(more(at, 0, sound.substr(0, 1'500'000)).status, 204);
    clock.advance(49h);
    EXPECT_EQ(more(at, 1'500'000, sound.substr(1'500'000)).status, 410);
    pass_on();
    EXPECT_EQ(count("calls.recording"), "0");
    EXPECT_EQ(files(), 0u);
    EXPECT_EQ(count("calls.call"), "1") << "the call itself stays";
}

TEST_F(Line, ARecordingIsHeardWithAReasonByWhoeverMayAndByNobodyElse)
{
    ring();
    auto const sound = wav(3'500'000);
    auto const id = record(sound, 2'000'000);
    auto const person = caller();
    auto const mine = "/care/people/" + person.text(), review = "/care/reviews/" + person.text();
    auto const why = [&](std::string const& reason) { return R"({"recording_id":")" + id + R"(","reason":")" + reason + "\"}"; };
    EXPECT_EQ(staff(manager, Method::post, review + "/playbacks", why("")).status, 400) << "no reason";
    EXPECT_EQ(staff(adviser, Method::post, review + "/playbacks", why("I am just curious")).status, 403) << "the helpline's role does not include it";
    EXPECT_EQ(staff(clara, Method::post, mine + "/playbacks", why("To prepare the session")).status, 404) << "not assigned";
    EXPECT_EQ(staff(clara, Method::post, review + "/playbacks", why("To prepare the session")).status, 403);
    command("INSERT INTO access.assignment VALUES (" + quoted(person) + ", gen_random_uuid(), " + quoted(clara) + ", 'assigned', gen_random_uuid(), " + now() + " - interval '1 hour', NULL)");
    auto const opened = staff(clara, Method::post, mine + "/playbacks", why("To prepare the session"));
    ASSERT_EQ(opened.status, 201) << opened.body;
    auto const url = mine + "/playbacks/" + std::string(json::parse(opened.body)->at("playback_id").as_string()) + "/sound";
    auto part = [&](SubjectId who, std::string const& range) { return staff(who, Method::get, url, {}, range.empty() ? Headers {} : Headers { { "range", range } }); };
    auto const first = part(clara, "bytes=0-");
    EXPECT_EQ(first.status, 206);
    EXPECT_EQ(header(first, "Content-Range"), "bytes 0-2097151/3500000");
    EXPECT_EQ(header(first, "Content-Type"), "audio/wav");
    EXPECT_TRUE(first.body == sound.substr(0, 2097152));
    EXPECT_TRUE(part(clara, "bytes=1048570-1048580").body == sound.substr(1048570, 11));
    EXPECT_TRUE(part(clara, "bytes=-5").body == sound.substr(sound.size() - 5));
    EXPECT_EQ(part(clara, "bytes=3500000-").status, 416);
    EXPECT_EQ(part(clara, "").status, 400) << "not all at once";
    EXPECT_EQ(staff(clara, Method::get, url, {}, { { "range", "bytes=0-" }, { "sec-fetch-dest", "document" } }).status, 403);
    // Somebody else's playback, whoever asks.
    command("INSERT INTO access.assignment VALUES (" + quoted(person) + ", gen_random_uuid(), " + quoted(dora) + ", 'assigned', gen_random_uuid(), " + now() + " - interval '1 hour', NULL)");
    EXPECT_EQ(part(dora, "bytes=0-").status, 404);
    clock.advance(61min);
    EXPECT_EQ(part(clara, "bytes=0-").status, 403) << "its time is over";
    auto const again = staff(clara, Method::post, mine + "/playbacks", why("To prepare the session"));
    auto const later = mine + "/playbacks/" + std::string(json::parse(again.body)->at("playback_id").as_string()) + "/sound";
    EXPECT_EQ(staff(clara, Method::get, later, {}, { { "range", "bytes=0-9" } }).status, 206);
    command("UPDATE access.assignment SET ends_at = " + now() + " WHERE account_id = " + quoted(clara));
    EXPECT_EQ(staff(clara, Method::get, later, {}, { { "range", "bytes=0-9" } }).status, 404) << "the assignment has ended";
    EXPECT_EQ(count("access.audit_event WHERE action = 'calls.play' AND decision = 'permit'"), "2");
}

TEST_F(Line, OnceTheCallerIsRecognisedTheCallIsTheirs)
{
    ring();
    auto const sound = wav(1'600'000);
    auto const made = announce(sound.size());
    auto const at = header(made, "Location");
    ASSERT_EQ(more(at, 0, sound.substr(0, 1'200'000)).status, 204);
    ASSERT_EQ(tell("callback.requested"), 204);
    auto const unknown = caller();
    auto const anna = add(somebody("Anna Archer"));
    auto const path = "/care/service-users/" + unknown.text() + "/calls/" + the_call().text() + "/person";
    EXPECT_EQ(staff(clara, Method::post, path, R"({"person_id":")" + anna.text() + "\"}").status, 403);
    ASSERT_EQ(staff(adviser, Method::post, path, R"({"person_id":")" + anna.text() + "\"}").status, 204);
    EXPECT_EQ(caller(), anna);
    EXPECT_EQ(count("calls.call WHERE subject_id = " + quoted(unknown)), "0");
    EXPECT_EQ(count("calls.callback WHERE subject_id = " + quoted(anna)), "1");
    // What was on its way arrives, and opens under her key alone.
    EXPECT_EQ(more(at, 1'200'000, sound.substr(1'200'000)).status, 204);
    EXPECT_EQ(tell("call.ended"), 204);
    (void)keys.destroy_person(unknown);
    auto const opened = staff(manager, Method::post, "/care/reviews/" + anna.text() + "/playbacks", R"({"recording_id":")" + at.substr(at.rfind('/') + 1) + R"(","reason":"Quality of the month"})");
    ASSERT_EQ(opened.status, 201) << opened.body;
    auto const url = "/care/reviews/" + anna.text() + "/playbacks/" + std::string(json::parse(opened.body)->at("playback_id").as_string()) + "/sound";
    EXPECT_TRUE(staff(manager, Method::get, url, {}, { { "range", "bytes=1199990-1200009" } }).body == sound.substr(1'199'990, 20));
}

TEST_F(Line, ACallBackKeepsToWhatTheRecordSays)
{
    intake::ServiceUser anna = somebody("Anna Archer");
    anna.contact.phone = "+44 7700 900456";
    anna.safe = { { "phone" }, false, "18:00", "21:00", {}, {} };
    while (may_call(anna, false, clock.now())) clock.advance(1h); // at whatever hour this test runs
    auto const id = add(anna);
    auto const base = "/care/service-users/" + id.text() + "/callbacks";
    auto const made = staff(adviser, Method::post, base, R"({"why":"She asked about sessions"})");
    ASSERT_EQ(made.status, 201) << made.body;
    auto const one = base + "/" + std::string(json::parse(made.body)->at("id").as_string()) + "/attempts";
    auto try_ = [&](std::string const& outcome) { return staff(adviser, Method::post, one, R"({"outcome":")" + outcome + "\"}").status; };
    auto listed = [&] { return json::parse(staff(adviser, Method::get, "/care/callbacks").body)->at("callbacks").as_array().at(0).as_object(); };
    // Due at six where she lives, whatever hour it is now.
    auto const due = parse_rfc3339(listed().at("due_at").as_string()).value();
    EXPECT_TRUE(may_call(anna, false, due));
    clock.advance(due + 24h - 1min - clock.now()); // a minute to six, of the next day
    EXPECT_FALSE(listed().at("may_call_now").as_bool());
    EXPECT_FALSE(listed().at("may_leave_message").as_bool());
    EXPECT_EQ(try_("no_answer"), 409) << "before six";
    clock.advance(2min);
    EXPECT_TRUE(listed().at("may_call_now").as_bool());
    EXPECT_EQ(try_("message_left"), 409) << "no message may be left";
    EXPECT_EQ(try_("no_answer"), 204);
    EXPECT_EQ(listed().at("attempts").to_number<int>(), 1);
    EXPECT_EQ(try_("shouted"), 400);
    EXPECT_EQ(try_("reached"), 204);
    EXPECT_EQ(try_("reached"), 409) << "done";
    EXPECT_EQ(json::parse(staff(adviser, Method::get, "/care/callbacks").body)->at("callbacks").as_array().size(), 0u);

    auto const other = add(somebody("Ben Unsafe"));
    EXPECT_EQ(staff(adviser, Method::post, "/care/service-users/" + other.text() + "/callbacks", R"({"why":"x"})").status, 409) << "the telephone is not said to be safe";
}

TEST_F(Line, WhatTheTelephoneSystemLeftAgainstTheirWishIsSeenTo)
{
    ring();
    ASSERT_EQ(tell("callback.requested"), 204);
    auto const open = count("intake.contact WHERE state = 'open'");
    auto const id = std::string(json::parse(staff(adviser, Method::get, "/care/callbacks").body)->at("callbacks").as_array().at(0).at("callback_id").as_string());
    EXPECT_EQ(tell("callback.attempted", R"(,"outcome":"message_left","callback_id":")" + id + '"'), 204);
    EXPECT_NE(count("intake.contact WHERE state = 'open'"), open);
    // The call back itself is theirs as well.
    auto const body = R"({"type":"call.started","call":"c-9","direction":"out","callback_id":")" + id + R"(","at":")" + rfc3339(clock.now()) + "\"}";
    EXPECT_EQ(call(Method::post, "/care/telephone/" + system.id.text() + "/events", signed_("o-1", body, clock.now()), body).status, 204);
    EXPECT_EQ(count("calls.call WHERE direction = 'out' AND subject_id = " + quoted(caller())), "1");
}

TEST_F(Line, AfterAYearItIsDestroyedButForAHoldAndErasureLeavesNothing)
{
    ring();
    auto const id = record(wav(1'200'000), 1'200'000);
    auto const person = caller();
    ASSERT_EQ(staff(manager, Method::post, "/care/reviews/" + person.text() + "/playbacks", R"({"recording_id":")" + id + R"(","reason":"Quality of the month"})").status, 201);
    ASSERT_EQ(tell("callback.requested"), 204);
    auto const two = [&] {
        messages += 100;
        auto const body = R"({"type":"call.started","call":"c-2","at":")" + rfc3339(clock.now()) + "\"}";
        return call(Method::post, "/care/telephone/" + system.id.text() + "/events", signed_("two", body, clock.now()), body).status;
    }();
    ASSERT_EQ(two, 204);
    auto const held = caller();
    ASSERT_NE(held, person);
    ASSERT_TRUE(access::as_operator<retention::PlaceHold>(gate, *pool, "legal_claims", access::care_tenant, held,
        [&](access::Granted<retention::PlaceHold>& g) {
            return retention::place_hold(g, gate, { .record_class = std::string(record_class), .reason = "A claim", .owner = "Legal", .review_at = clock.now() + 900 * 24h });
        }).ok());
    clock.advance(364 * 24h);
    pass_on();
    EXPECT_EQ(count("calls.call"), "2");
    clock.advance(3 * 24h);
    pass_on();
    EXPECT_EQ(count("calls.call"), "1");
    EXPECT_EQ(count("calls.call WHERE subject_id = " + quoted(held)), "1") << "a hold goes before time";
    for (auto const* table : { "calls.recording", "calls.playback", "calls.callback" }) EXPECT_EQ(count(table), "0") << table;
    EXPECT_EQ(count(std::string("calls.event WHERE subject_id = ") + quoted(person)), "0");
    EXPECT_EQ(files(), 0u);
    EXPECT_EQ(count("access.audit_event WHERE action = 'calls.review' AND decision = 'permit'"), "1") << "that somebody listened is still on record";

    auto const erased = with<Identify>(held, [&](access::Granted<Identify>& g) { return calls::contract()->erase(g, {}); });
    ASSERT_TRUE(erased.ok()) << erased.error().detail.text;
    for (auto const& table : calls::contract()->personal_tables()) EXPECT_EQ(count(table), "0") << table;
}

} // namespace
} // namespace wellkept::calls::testing
