#include "access/grant.h"
#include <algorithm>

namespace wellkept::access {

// tenant | subject | table | column | row | version of this form
static std::string bound_place(ClientId tenant, SubjectId subject, Place p)
{
    std::string out = tenant.text();
    for (auto const& part : { subject.text(), std::string(p.table), std::string(p.column), p.row.text(), std::string("1") })
        (out += '|') += part;
    return out;
}

Result<> GrantCore::within_limits(std::string_view category) const
{
    if (!m_limited || std::find(m_categories.begin(), m_categories.end(), category) != m_categories.end()) return {};
    return Error { Code::forbidden, PublicText("Your account was not made for this kind of data."), Detail("outside_categories") };
}

std::string GrantCore::aad(Place p) const { return bound_place(m_tenant, m_subject, p); }

Result<std::string> GrantCore::seal(Scope const& scope, Place place, std::string_view plaintext) const
{
    auto const key = TRY(m_keys->find_or_make(m_tenant, m_subject, scope));
    return crypto::seal(*key, plaintext, aad(place), *m_rng);
}

Result<std::string> GrantCore::open(Scope const& scope, Place place, std::string_view sealed) const
{
    auto const key = TRY(m_keys->find(m_tenant, m_subject, scope));
    return crypto::open(*key, sealed, aad(place));
}

Result<std::string> GrantCore::open_listed(SubjectId subject, Scope const& scope, Place place, std::string_view sealed) const
{
    auto const key = TRY(m_keys->find(m_tenant, subject, scope));
    return crypto::open(*key, sealed, bound_place(m_tenant, subject, place));
}

Result<std::string> GrantCore::blind(std::string_view kind, std::string_view value) const
{
    return m_keys->blind(m_tenant, kind, value);
}

Result<std::string> GrantCore::tag(Scope const& scope, std::string_view value) const
{
    auto const key = TRY(m_keys->find_or_make(m_tenant, m_subject, scope));
    auto const tag_key = TRY(crypto::derive(*key, "tag")); // the sealing key itself does one thing only
    auto const digest = crypto::hmac_sha256(tag_key, value);
    return std::string(crypto::view(digest).substr(0, 16));
}

} // namespace wellkept::access
