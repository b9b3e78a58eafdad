// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/editors/editors.h"

#include "ui/wizards/editors/embeddededit.h"
#include "ui/wizards/editors/listedit.h"
#include "ui/wizards/editors/referenceedit.h"
#include "ui/wizards/editors/scalaredits.h"

namespace Cistern {

namespace {
using Fits = bool (*)(const FieldDecl &field);
using Make = ValueEdit *(*)(const FieldDecl &field, const EditorPlace &place, QWidget *parent);

template<class Edit>
ValueEdit *plain(const FieldDecl &field, const EditorPlace &, QWidget *parent)
{
    return new Edit(field, parent);
}

template<class Edit>
ValueEdit *placed(const FieldDecl &field, const EditorPlace &place, QWidget *parent)
{
    return new Edit(field, place, parent);
}

ValueEdit *list(const FieldDecl &field, const EditorPlace &place, QWidget *parent)
{
    return new ListEdit(
        field,
        [place](const FieldDecl &element, QWidget *row) { return makeEditor(element, place, row); },
        parent);
}

struct Row
{
    Fits fits;
    Make make;
};
// The first that fits.
constexpr Row table[] = {
    {[](const FieldDecl &field) { return field.array; }, list},
    {[](const FieldDecl &field) {
         return field.type == CimType::Reference || field.carries == Carries::Path;
     },
     placed<ReferenceEdit>},
    {[](const FieldDecl &field) { return field.carries == Carries::Embedded; },
     placed<EmbeddedEdit>},
    {[](const FieldDecl &field) { return isUnsigned(field.type) && !field.codes.empty(); },
     plain<CodeValueEdit>},
    {[](const FieldDecl &field) { return isUnsigned(field.type) && field.unit == Unit::Bytes; },
     plain<SizeValueEdit>},
    {[](const FieldDecl &field) { return field.type == CimType::Boolean; },
     plain<BooleanValueEdit>},
    {[](const FieldDecl &field) { return field.type == CimType::DateTime; }, plain<TimeValueEdit>},
    {[](const FieldDecl &field) { return field.type == CimType::String; }, plain<TextValueEdit>},
    {[](const FieldDecl &) { return true; }, plain<NumberValueEdit>},
};
} // namespace

ValueEdit *makeEditor(const FieldDecl &field, const EditorPlace &place, QWidget *parent)
{
    for (const Row &row : table) {
        if (row.fits(field))
            return row.make(field, place, parent);
    }
    Q_UNREACHABLE();
}

} // namespace Cistern
