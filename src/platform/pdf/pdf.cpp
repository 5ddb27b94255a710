#include "platform/pdf/pdf.h"
#include <cairo-pdf.h>
#include <memory>
#include <pango/pangocairo.h>

namespace wellkept::pdf {
namespace {

// A4 in points of 1/72 inch.
constexpr double width = 595.28, height = 841.89, margin = 62, foot = 42;

template<auto Free>
struct With {
    template<typename T>
    void operator()(T* p) const
    {
        Free(p);
    }
};
using Surface = std::unique_ptr<cairo_surface_t, With<cairo_surface_destroy>>;
using Context = std::unique_ptr<cairo_t, With<cairo_destroy>>;
using Layout = std::unique_ptr<PangoLayout, With<g_object_unref>>;
using Font = std::unique_ptr<PangoFontDescription, With<pango_font_description_free>>;

cairo_status_t append(void* out, unsigned char const* bytes, unsigned int n)
{
    static_cast<std::string*>(out)->append(reinterpret_cast<char const*>(bytes), n);
    return CAIRO_STATUS_SUCCESS;
}

struct Style {
    char const* font;
    char const* tag;
    double above; // points
};
Style style_of(Block::Kind k)
{
    switch (k) {
    case Block::Kind::title: return { "sans bold 15", "H1", 0 };
    case Block::Kind::heading: return { "sans bold 11", "H2", 12 };
    case Block::Kind::small: return { "sans 8.5", "P", 6 };
    case Block::Kind::paragraph:
    case Block::Kind::new_page: break;
    }
    return { "sans 10.5", "P", 7 };
}

class Pages {
public:
    Pages(Document const& d, cairo_t* c) : m_document(d), m_cairo(c) { }

    Result<> all()
    {
        for (auto const& b : m_document.blocks) TRY(block(b));
        return foot_line();
    }

private:
    Layout layout(std::string const& text, char const* font)
    {
        Layout out(pango_cairo_create_layout(m_cairo));
        Font const description(pango_font_description_from_string(font));
        pango_layout_set_font_description(out.get(), description.get());
        pango_context_set_language(pango_layout_get_context(out.get()), pango_language_from_string(m_document.language.c_str()));
        pango_layout_set_auto_dir(out.get(), TRUE);
        pango_layout_set_width(out.get(), static_cast<int>((width - 2 * margin) * PANGO_SCALE));
        pango_layout_set_wrap(out.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_text(out.get(), text.data(), static_cast<int>(text.size()));
        return out;
    }
    static Result<> known(PangoLayout* l)
    {
        if (pango_layout_get_unknown_glyphs_count(l) > 0)
            return bad_input("There is a character in this text that cannot be printed here: no installed font has it.");
        return {};
    }
    Result<> block(Block const& b)
    {
        if (b.kind == Block::Kind::new_page) return next_page();
        auto const style = style_of(b.kind);
        auto const l = layout(b.text, style.font);
        TRY(known(l.get()));
        m_y += m_y > margin ? style.above : 0;
        cairo_tag_begin(m_cairo, style.tag, nullptr);
        for (int i = 0; i < pango_layout_get_line_count(l.get()); ++i) {
            auto* line = pango_layout_get_line_readonly(l.get(), i);
            PangoRectangle box;
            pango_layout_line_get_extents(line, nullptr, &box);
            double const tall = pango_units_to_double(box.height), line_width = pango_units_to_double(box.width);
            if (m_y + tall > height - margin - foot) {
                cairo_tag_end(m_cairo, style.tag);
                TRY(next_page());
                cairo_tag_begin(m_cairo, style.tag, nullptr);
            }
            // What is written from the right begins there.
            bool const from_right = pango_layout_line_get_resolved_direction(line) == PANGO_DIRECTION_RTL;
            cairo_move_to(m_cairo, from_right ? width - margin - line_width : margin, m_y - pango_units_to_double(box.y));
            pango_cairo_show_layout_line(m_cairo, line);
            m_y += tall;
        }
        cairo_tag_end(m_cairo, style.tag);
        return {};
    }
    Result<> foot_line()
    {
        auto const l = layout(m_document.stamp + "  ·  " + std::to_string(++m_page), "sans 8");
        pango_layout_set_ellipsize(l.get(), PANGO_ELLIPSIZE_MIDDLE);
        pango_layout_set_single_paragraph_mode(l.get(), TRUE);
        TRY(known(l.get()));
        cairo_move_to(m_cairo, margin, height - margin);
        pango_cairo_show_layout(m_cairo, l.get());
        return {};
    }
    Result<> next_page()
    {
        TRY(foot_line());
        cairo_show_page(m_cairo);
        m_y = margin;
        return {};
    }

    Document const& m_document;
    cairo_t* m_cairo;
    double m_y = margin;
    int m_page = 0;
};

} // namespace

Result<std::string> render(Document const& d)
{
    std::size_t bytes = d.title.size() + d.stamp.size();
    for (auto const& b : d.blocks) {
        bytes += b.text.size();
        if (!g_utf8_validate(b.text.data(), static_cast<gssize>(b.text.size()), nullptr)) return bad_input("This text is not UTF-8.");
    }
    if (bytes > text_bytes_max) return bad_input("This letter is too long.");
    std::string out;
    Surface const surface(cairo_pdf_surface_create_for_stream(append, &out, width, height));
    cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
    auto const made = rfc3339(d.made_at);
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, d.title.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, made.c_str());
    {
        Context const context(cairo_create(surface.get()));
        TRY(Pages(d, context.get()).all());
        if (cairo_status(context.get()) != CAIRO_STATUS_SUCCESS) return Error { Code::unavailable, PublicText("The letter could not be made."), Detail(cairo_status_to_string(cairo_status(context.get()))) };
    }
    cairo_surface_finish(surface.get());
    if (auto const status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
        return Error { Code::unavailable, PublicText("The letter could not be made."), Detail(cairo_status_to_string(status)) };
    return out;
}

} // namespace wellkept::pdf
