// The contract of a room whose personal rows are records of one class. A room says which there are and how they go; when they
// may, and what of them a hold keeps, is the same for all.
#pragma once
#include "access/room_contract.h"

namespace wellkept::retention {

class RecordContract : public access::RoomContract {
public:
    explicit RecordContract(std::string_view record_class) : m_class(record_class) {}
    std::vector<std::string> record_classes() const final { return { m_class }; }
    // With the person goes every record but those that are kept, and what is no record.
    Result<std::int64_t> erase(access::SubjectGrant const&, access::ErasureScope const&) const final;
    Result<std::int64_t> destroy(access::SubjectGrant const&, std::string_view, std::vector<Uuid> const&) const final;
    // The person's own key, if anything is kept; for rooms whose records have keys of their own to override.
    Result<std::vector<access::Scope>> scopes_kept(access::SubjectGrant const&, access::ErasureScope const&) const override;

protected:
    virtual Result<std::vector<Uuid>> records(access::SubjectGrant const&) const = 0;
    virtual Result<std::int64_t> drop(access::SubjectGrant const&, std::vector<Uuid> const&) const = 0; // returns how many rows
    virtual Result<std::int64_t> drop_rest(access::SubjectGrant const&) const { return 0; } // what is no record

private:
    std::string m_class;
};

// The `id` of each row.
template<typename Row>
std::vector<Uuid> ids_of(std::vector<Row> const& rows)
{
    std::vector<Uuid> out;
    for (auto const& r : rows) out.push_back(r.id);
    return out;
}

} // namespace wellkept::retention
