// JSON shapes of this room's routes. Include only in .cpp files.
#pragma once
#include "connect/connections/connections.h"
#include "platform/json/json.h"

namespace wellkept::connections::shape {

struct Recipient {
    std::string code, title;
};
struct PurposeOut {
    std::string code, title, description;
    Recipient recipient;
    std::string lawful_basis, retention;
};
struct CategoryOut {
    std::string code, title, description, what_is_collected;
    std::vector<PurposeOut> purposes;
};
struct ProgramOut {
    std::string code, title, description;
    std::optional<std::string> homepage;
    std::string kind;
    std::int32_t history_days;
    bool connected;
    std::vector<CategoryOut> categories;
};
struct ProgramsOut {
    std::vector<ProgramOut> programs;
};
struct GrantIn {
    std::string category, purpose;
};
struct BeginIn {
    std::string program;
    std::vector<GrantIn> grants;
    std::optional<std::string> zone;
};
struct BeginOut {
    ConnectionId connection_id;
    std::optional<std::string> authorize_url;
};
struct GrantOut {
    std::string category, purpose, recipient;
    bool granted;
    Instant since;
};
struct HistoryOut {
    std::string state;
    std::optional<Instant> from;
    std::int32_t percent;
    std::int64_t samples;
};
struct ProblemOut {
    std::string code, text;
};
struct ConnectionOut {
    ConnectionId connection_id;
    std::string program, title, kind, state;
    Instant created_at;
    std::optional<Instant> connected_at, last_data_at;
    std::optional<ProblemOut> problem;
    HistoryOut history;
    std::int64_t live_samples;
    std::vector<GrantOut> grants;
};
struct ConnectionsOut {
    std::vector<ConnectionOut> connections;
};
struct PermissionOut {
    ConnectionId connection_id;
    std::string program_title, category, category_title, purpose, purpose_title, recipient, recipient_title;
    bool granted;
    Instant since;
    std::optional<std::vector<std::string>> ask_again; // why this one thing is asked about anew
    std::optional<std::string> apart; // asked apart from the others, and this is what it means
};
struct PermissionsOut {
    std::vector<PermissionOut> permissions;
};
struct PermissionIn {
    ConnectionId connection_id;
    std::string category, purpose;
    bool granted;
};
struct ConsentEventOut {
    Instant at;
    ConnectionId connection_id;
    std::string program_title, category, purpose, recipient, decision, wording_version, channel;
    std::optional<std::string> language, captured_by;
};
struct ConsentsOut {
    std::vector<ConsentEventOut> events;
};
struct ReceiptTokenOut {
    std::string receipt_token;
};
BOOST_DESCRIBE_STRUCT(Recipient, (), (code, title))
BOOST_DESCRIBE_STRUCT(PurposeOut, (), (code, title, description, recipient, lawful_basis, retention))
BOOST_DESCRIBE_STRUCT(CategoryOut, (), (code, title, description, what_is_collected, purposes))
BOOST_DESCRIBE_STRUCT(ProgramOut, (), (code, title, description, homepage, kind, history_days, connected, categories))
BOOST_DESCRIBE_STRUCT(ProgramsOut, (), (programs))
BOOST_DESCRIBE_STRUCT(GrantIn, (), (category, purpose))
BOOST_DESCRIBE_STRUCT(BeginIn, (), (program, grants, zone))
BOOST_DESCRIBE_STRUCT(BeginOut, (), (connection_id, authorize_url))
BOOST_DESCRIBE_STRUCT(GrantOut, (), (category, purpose, recipient, granted, since))
BOOST_DESCRIBE_STRUCT(HistoryOut, (), (state, from, percent, samples))
BOOST_DESCRIBE_STRUCT(ProblemOut, (), (code, text))
BOOST_DESCRIBE_STRUCT(ConnectionOut, (),
    (connection_id, program, title, kind, state, created_at, connected_at, last_data_at, problem, history, live_samples, grants))
BOOST_DESCRIBE_STRUCT(ConnectionsOut, (), (connections))
BOOST_DESCRIBE_STRUCT(PermissionOut, (),
    (connection_id, program_title, category, category_title, purpose, purpose_title, recipient, recipient_title, granted, since,
        ask_again, apart))
BOOST_DESCRIBE_STRUCT(PermissionsOut, (), (permissions))
BOOST_DESCRIBE_STRUCT(PermissionIn, (), (connection_id, category, purpose, granted))
BOOST_DESCRIBE_STRUCT(ConsentEventOut, (), (at, connection_id, program_title, category, purpose, recipient, decision, wording_version, channel, language, captured_by))
BOOST_DESCRIBE_STRUCT(ConsentsOut, (), (events))
BOOST_DESCRIBE_STRUCT(ReceiptTokenOut, (), (receipt_token))

} // namespace wellkept::connections::shape
