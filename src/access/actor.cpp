#include "access/actor.h"

namespace wellkept::access {

std::string_view name(ActorKind k)
{
    switch (k) {
    case ActorKind::nobody: return "nobody";
    case ActorKind::client: return "client";
    case ActorKind::member: return "member";
    case ActorKind::vendor: return "vendor";
    case ActorKind::system: return "system";
    case ActorKind::operator_: return "operator";
    case ActorKind::staff: return "staff";
    }
    return "nobody";
}

std::string Actor::role() const
{
    if (kind == ActorKind::system) return "system." + label;
    if (kind == ActorKind::staff && !label.empty()) return "staff." + label;
    if ((kind == ActorKind::member || kind == ActorKind::client) && !label.empty()) return label;
    return std::string(name(kind));
}

} // namespace wellkept::access
