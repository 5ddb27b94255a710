#include "keep/retention/records.h"
#include "keep/retention/retention.h"
#include <algorithm>

namespace wellkept::retention {

Result<std::int64_t> RecordContract::erase(access::SubjectGrant const& grant, access::ErasureScope const& scope) const
{
    if (!scope.whole()) return 0;
    auto gone = TRY(records(grant));
    std::erase_if(gone, [&](Uuid id) { return kept(scope, m_class, id); });
    return TRY(drop_rest(grant)) + TRY(destroy(grant, m_class, gone));
}

Result<std::int64_t> RecordContract::destroy(access::SubjectGrant const& grant, std::string_view, std::vector<Uuid> const& records) const
{
    TRY(forget(grant, m_class, records));
    return drop(grant, records);
}

Result<std::vector<access::Scope>> RecordContract::scopes_kept(access::SubjectGrant const&, access::ErasureScope const& scope) const
{
    return scope.keeps(m_class) ? std::vector<access::Scope> { access::person_scope } : std::vector<access::Scope> {};
}

} // namespace wellkept::retention
