#include "keep/fhir/fhir.h"
#include "platform/crypto/crypto.h"
#include <algorithm>

namespace wellkept::fhir {
namespace {

constexpr std::size_t tail = 43; // 32 bytes in base64url

} // namespace

std::string id_of(std::string_view kind, SubjectId subject, Uuid record)
{
    std::string bytes(subject.value.bytes.begin(), subject.value.bytes.end());
    bytes.append(record.bytes.begin(), record.bytes.end());
    auto text = crypto::base64url(bytes);
    std::replace(text.begin(), text.end(), '_', '.'); // which FHIR's ids do not have
    return std::string(kind) + "-" + text;
}

std::optional<Place> place_of(std::string_view id)
{
    if (auto const plain = Uuid::parse(id)) return Place { "", { *plain }, {} };
    if (id.size() < tail + 2 || id.size() > 64 || id[id.size() - tail - 1] != '-') return std::nullopt;
    std::string text(id.substr(id.size() - tail));
    if (text.find('_') != text.npos) return std::nullopt;
    std::replace(text.begin(), text.end(), '.', '_');
    auto const bytes = crypto::base64url_decode(text);
    if (!bytes || bytes->size() != 32) return std::nullopt;
    Place out { std::string(id.substr(0, id.size() - tail - 1)), {}, {} };
    std::copy_n(bytes->begin(), 16, out.subject.value.bytes.begin());
    std::copy_n(bytes->begin() + 16, 16, out.record.bytes.begin());
    if (id_of(out.kind, out.subject, out.record) != id) return std::nullopt; // one spelling of each
    return out;
}

} // namespace wellkept::fhir
