// The templates of db.h: values to binary parameters, binary rows to structs. Included by db.h only.
#pragma once
#include "platform/db/connection.h"
#include <chrono>
#include <thread>

namespace wellkept::db {

// The binary values of one execution. Strings are borrowed: it lives no longer than the arguments.
template <std::size_t N> class Parameters {
public:
    template <typename... P> explicit Parameters(P const&... p)
    {
        m_scratch.reserve(N * 20);
        (add(p), ...);
        for (std::size_t i = 0; i < N; ++i) {
            if (m_in_scratch[i]) m_values[i] = m_scratch.data() + m_offsets[i];
        }
    }
    Parameters(Parameters const&) = delete;
    ParameterView view() const { return { m_values.data(), m_lengths.data(), N, m_too_large }; }

private:
    static constexpr std::size_t bytes_max = 0x3fff'ffff; // 1 GB, PostgreSQL's MaxAllocSize

    template <typename T> void add(T const& value)
    {
        if constexpr (is_nullable<T>) {
            if (!value)
                m_values[m_count++] = nullptr;
            else
                add(*value);
        } else if constexpr (requires { Codec<T>::borrow(value); }) {
            auto const view = Codec<T>::borrow(value);
            m_values[m_count] = view.data() ? view.data() : "";
            set_length(view.size());
        } else {
            m_in_scratch[m_count] = true;
            m_offsets[m_count] = m_scratch.size();
            Codec<T>::append(m_scratch, value);
            set_length(m_scratch.size() - m_offsets[m_count]);
        }
    }
    void set_length(std::size_t size)
    {
        m_too_large = m_too_large || size > bytes_max;
        m_lengths[m_count++] = m_too_large ? 0 : static_cast<int>(size);
    }

    std::string m_scratch;
    std::array<char const*, N> m_values {};
    std::array<int, N> m_lengths {};
    std::array<std::size_t, N> m_offsets {};
    std::array<bool, N> m_in_scratch {};
    std::size_t m_count = 0;
    bool m_too_large = false;
};

namespace detail {

template <typename T> bool read_column(ResultSet const& set, int row, int column, T& value)
{
    if (set.null(row, column)) {
        if constexpr (is_nullable<T>) {
            value.reset();
            return true;
        }
        return false;
    }
    return Codec<T>::decode(set.value(row, column), value);
}

template <typename Row> Result<std::vector<Row>> read_rows(ResultSet const& set, std::string_view name)
{
    std::vector<Row> rows(static_cast<std::size_t>(set.rows()));
    for (int r = 0; r < set.rows(); ++r) {
        std::size_t bad = 0;
        boost::pfr::for_each_field(rows[static_cast<std::size_t>(r)], [&](auto& field, std::size_t i) {
            if (!bad && !read_column(set, r, static_cast<int>(i), field)) bad = i + 1;
        });
        if (bad) {
            return bug(std::string(name) + ": column " + std::to_string(bad)
                + (set.null(r, static_cast<int>(bad - 1)) ? " is null" : " holds a value that its type cannot"));
        }
    }
    return rows;
}

template <typename Row> Result<std::optional<Row>> at_most_one(std::vector<Row> rows, std::string_view name)
{
    if (rows.size() > 1)
        return bug(std::string(name) + ": " + std::to_string(rows.size()) + " rows where one is the most");
    if (rows.empty()) return std::optional<Row> {};
    return std::optional<Row>(std::move(rows.front()));
}

template <typename Row> Result<Row> exactly_one(std::vector<Row> rows, std::string_view name)
{
    if (rows.size() != 1) return bug(std::string(name) + ": " + std::to_string(rows.size()) + " rows instead of one");
    return std::move(rows.front());
}

} // namespace detail

template <typename T> Result<T> Tx::spoil_unless_ok(Result<T> r)
{
    if (!r.ok()) spoil();
    return r;
}
template <typename Row> Result<std::vector<Row>> Tx::read(QueryBase const& q, ParameterView p)
{
    auto const set = TRY(execute(q, p));
    return spoil_unless_ok(detail::read_rows<Row>(set, q.name));
}

template <typename Row, typename... P>
Result<std::vector<Row>> Tx::rows(PlainQuery<Row, P...> const& q, std::type_identity_t<P> const&... p)
{
    return read<Row>(q, Parameters<sizeof...(P)>(p...).view());
}
template <typename Row, typename... P>
Result<std::optional<Row>> Tx::maybe(PlainQuery<Row, P...> const& q, std::type_identity_t<P> const&... p)
{
    return spoil_unless_ok(detail::at_most_one(TRY(rows(q, p...)), q.name));
}
template <typename Row, typename... P>
Result<Row> Tx::one(PlainQuery<Row, P...> const& q, std::type_identity_t<P> const&... p)
{
    return spoil_unless_ok(detail::exactly_one(TRY(rows(q, p...)), q.name));
}
template <typename Row, typename... P>
Result<std::int64_t> Tx::run(PlainQuery<Row, P...> const& q, std::type_identity_t<P> const&... p)
{
    return TRY(execute(q, Parameters<sizeof...(P)>(p...).view())).affected();
}

template <typename Row, typename... P>
Result<std::vector<Row>> Tx::rows(PersonalPass, PersonalQuery<Row, P...> const& q, std::type_identity_t<P> const&... p)
{
    return read<Row>(q, Parameters<sizeof...(P)>(p...).view());
}
template <typename Row, typename... P>
Result<std::optional<Row>> Tx::maybe(
    PersonalPass pass, PersonalQuery<Row, P...> const& q, std::type_identity_t<P> const&... p)
{
    return spoil_unless_ok(detail::at_most_one(TRY(rows(pass, q, p...)), q.name));
}
template <typename Row, typename... P>
Result<Row> Tx::one(PersonalPass pass, PersonalQuery<Row, P...> const& q, std::type_identity_t<P> const&... p)
{
    return spoil_unless_ok(detail::exactly_one(TRY(rows(pass, q, p...)), q.name));
}
template <typename Row, typename... P>
Result<std::int64_t> Tx::run(PersonalPass, PersonalQuery<Row, P...> const& q, std::type_identity_t<P> const&... p)
{
    return TRY(execute(q, Parameters<sizeof...(P)>(p...).view())).affected();
}

template <typename Row, typename... P>
Tx::Ahead<Row> Tx::ahead(PlainQuery<Row, P...> const& q, std::type_identity_t<P> const&... p)
{
    return { ask(q, Parameters<sizeof...(P)>(p...).view()), q.name };
}
template <typename Row, typename... P>
Tx::Ahead<Row> Tx::ahead(PersonalPass, PersonalQuery<Row, P...> const& q, std::type_identity_t<P> const&... p)
{
    return { ask(q, Parameters<sizeof...(P)>(p...).view()), q.name };
}
template <typename Row> Result<std::vector<Row>> Tx::Ahead<Row>::rows() const
{
    return detail::read_rows<Row>(*TRY(Tx::answer(*m_answer)), m_name);
}
template <typename Row> Result<std::optional<Row>> Tx::Ahead<Row>::maybe() const
{
    return detail::at_most_one(TRY(rows()), m_name);
}
template <typename Row> Result<Row> Tx::Ahead<Row>::one() const
{
    return detail::exactly_one(TRY(rows()), m_name);
}

template <typename Row, typename... P>
Tx::Batch& Tx::Batch::add(PlainQuery<Row, P...> const& q, std::type_identity_t<P> const&... p)
{
    push(q, Parameters<sizeof...(P)>(p...).view());
    return *this;
}
template <typename Row, typename... P>
Tx::Batch& Tx::Batch::add(PersonalPass, PersonalQuery<Row, P...> const& q, std::type_identity_t<P> const&... p)
{
    push(q, Parameters<sizeof...(P)>(p...).view());
    return *this;
}

// Rows of one COPY. Destroyed without finish(), the COPY is given up and the transaction spoilt.
template <typename Row> class Tx::CopyIn {
public:
    CopyIn(CopyIn&& o) noexcept
        : m_tx(std::exchange(o.m_tx, nullptr))
        , m_name(o.m_name)
        , m_buffer(std::move(o.m_buffer))
    {
    }
    CopyIn& operator=(CopyIn&&) = delete;
    ~CopyIn()
    {
        if (m_tx) m_tx->copy_abort();
    }

    Result<> write(Row const& row)
    {
        wire::append<std::int16_t>(m_buffer, static_cast<std::int16_t>(boost::pfr::tuple_size_v<Row>));
        boost::pfr::for_each_field(row, [&](auto const& field) { append(field); });
        if (m_buffer.size() < flush_bytes) return {};
        TRY(m_tx->copy_put(m_buffer));
        m_buffer.clear();
        return {};
    }
    Result<std::int64_t> finish()
    {
        wire::append<std::int16_t>(m_buffer, -1);
        TRY(m_tx->copy_put(m_buffer));
        return std::exchange(m_tx, nullptr)->copy_end(m_name);
    }

private:
    friend class Tx;
    static constexpr std::size_t flush_bytes = 256 * 1024;
    CopyIn(Tx& tx, std::string_view name)
        : m_tx(&tx)
        , m_name(name)
    {
        m_buffer.append("PGCOPY\n\377\r\n\0", 11).append(8, '\0'); // signature, flags, header extension
    }
    template <typename T> void append(T const& value)
    {
        if constexpr (is_nullable<T>) {
            if (!value)
                wire::append<std::int32_t>(m_buffer, -1);
            else
                append(*value);
        } else {
            auto const at = m_buffer.size();
            m_buffer.append(4, '\0');
            Codec<T>::append(m_buffer, value);
            auto const size = static_cast<std::uint32_t>(m_buffer.size() - at - 4);
            for (std::size_t i = 0; i < 4; ++i) m_buffer[at + i] = static_cast<char>(size >> (24 - 8 * i) & 0xff);
        }
    }
    Tx* m_tx;
    std::string m_name;
    std::string m_buffer;
};

template <typename Row> Result<Tx::CopyIn<Row>> Tx::copy_in(PlainCopy<Row> const& target)
{
    TRY(copy_begin(target, target.CopyText::copy));
    return CopyIn<Row>(*this, target.name);
}
template <typename Row> Result<Tx::CopyIn<Row>> Tx::copy_in(PersonalPass, PersonalCopy<Row> const& target)
{
    TRY(copy_begin(target, target.CopyText::copy));
    return CopyIn<Row>(*this, target.name);
}
template <typename Row>
Result<std::int64_t> Tx::copy(PlainCopy<Row> const& target, std::type_identity_t<std::span<Row const>> all)
{
    auto writer = TRY(copy_in(target));
    for (auto const& row : all) TRY(writer.write(row));
    return writer.finish();
}
template <typename Row>
Result<std::int64_t> Tx::copy(
    PersonalPass pass, PersonalCopy<Row> const& target, std::type_identity_t<std::span<Row const>> all)
{
    auto writer = TRY(copy_in(pass, target));
    for (auto const& row : all) TRY(writer.write(row));
    return writer.finish();
}

template <typename F> auto retry_serialization(int attempts, F&& fn) -> decltype(fn())
{
    for (int i = 1;; ++i) {
        auto result = fn();
        if (result.ok() || i >= attempts || !is_serialization_failure(result.error())) return result;
        std::this_thread::sleep_for(std::chrono::milliseconds(1 << std::min(i, 6)));
    }
}

} // namespace wellkept::db
