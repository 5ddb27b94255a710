// The parsers of foreign bytes: notes, checkpoints, proofs, verifier keys, tile paths and entry bundles. What is taken
// is written again as it was.
#include "platform/tlog/tlog.h"
#include <cstdlib>

using namespace wellkept::tlog;

static void require(bool holds)
{
    if (!holds) std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    if (size == 0) return 0;
    std::string_view const in(reinterpret_cast<char const*>(data + 1), size - 1);
    switch (data[0] % 6) {
    case 0:
        if (auto const n = parse_note(in); n.ok()) {
            require(text(n.value()) == in);
            if (auto const c = parse_checkpoint(n->text); c.ok()) require(n->text.starts_with(text(c.value())));
        }
        break;
    case 1:
        if (auto const p = parse_proof(in); p.ok()) {
            require(text(p.value()) == in);
            auto const n = parse_note(p->checkpoint);
            require(n.ok());
            if (auto const c = parse_checkpoint(n->text); c.ok())
                (void)verify_inclusion(p->index, c->size, leaf_hash(p->extra), p->hashes, c->root);
        }
        break;
    case 2:
        if (auto const c = parse_checkpoint(in); c.ok()) require(in.starts_with(text(c.value())));
        break;
    case 3:
        if (auto const v = Verifier::parse(in); v.ok()) require(v->text() == in);
        break;
    case 4:
        if (auto const t = parse_tile_path(in)) require(path(*t) == in);
        break;
    default:
        if (auto const e = parse_entry_bundle(in)) require(entry_bundle(*e) == in);
    }
    return 0;
}
