// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/editors/fieldform.h"

#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/label.h"
#include "ui/widgets/linkbutton.h"
#include "ui/wizards/editors/editors.h"

#include <QGridLayout>
#include <QLineEdit>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QString labelText(const FieldDecl &field)
{
    return field.required ? FieldForm::tr("%1: *", "a field that must be given").arg(field.label)
                          : FieldForm::tr("%1:", "a field").arg(field.label);
}

// What an editor says by itself, a size, say; null: nothing.
const FieldProblem *ownProblem(const ValueEdit *edit)
{
    const auto problems = edit->findChildren<FieldProblem *>();
    for (const FieldProblem *problem : problems) {
        if (problem->isShown())
            return problem;
    }
    return nullptr;
}
} // namespace

FieldForm::FieldForm(const EditorPlace &place, QWidget *parent)
    : QWidget(parent)
    , m_place(place)
    , m_grid(new QGridLayout(this))
    , m_more(new LinkButton(QString(), this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    m_more->setAutoDefault(false);
    m_more->hide();
    connect(m_more, &QPushButton::clicked, this, [this] {
        showRare(true);
        m_more->hide();
    });
}

void FieldForm::setFields(const QList<FieldDecl> &fields, const QList<FieldDecl> &rare)
{
    for (const Row &row : std::as_const(m_rows)) {
        delete row.label;
        delete row.edit;
        delete row.problem;
    }
    m_rows.clear();
    m_edits.clear();
    m_grid->removeWidget(m_more);
    for (const FieldDecl &field : fields)
        addRow(field, false);
    for (const FieldDecl &field : rare)
        addRow(field, true);
    m_more->setText(tr("Show %n more fields", nullptr, int(rare.size())));
    m_more->setVisible(!rare.isEmpty());
    m_grid->addWidget(m_more, 2 * int(m_rows.size()), 1, Qt::AlignLeft);
    showRare(false);
}

void FieldForm::addRow(const FieldDecl &field, bool rare)
{
    const int at = 2 * int(m_rows.size());
    ValueEdit *edit = makeEditor(field, m_place, this);
    QString mnemonicFree = labelText(field);
    auto *label = new Label(Label::Kind::Body, mnemonicFree.replace(u'&', "&&"_L1), this);
    label->setBuddy(edit->input());
    label->setToolTip(
        tr("%1 (%2)", "name, type").arg(field.name, field.typeText())); // both of the schema
    label->setWordWrap(true);
    label->setMinimumHeight(QLineEdit().sizeHint().height());
    label->setMaximumWidth(fontMetrics().averageCharWidth() * 26);
    auto *problem = new FieldProblem(edit->input(), this);
    m_grid->addWidget(label, at, 0, Qt::AlignTop);
    m_grid->addWidget(edit, at, 1);
    m_grid->addWidget(problem, at + 1, 1);
    m_rows.append({label, edit, problem, rare});
    m_edits.append(edit);
    connect(edit, &ValueEdit::changed, this, &FieldForm::changed);
}

void FieldForm::showRare(bool shown)
{
    for (const Row &row : std::as_const(m_rows)) {
        if (row.rare) {
            row.label->setVisible(shown);
            row.edit->setVisible(shown);
        }
    }
}

ValueEdit *FieldForm::edit(QStringView name) const
{
    for (ValueEdit *edit : m_edits) {
        if (edit->field().name.compare(name, Qt::CaseInsensitive) == 0)
            return edit;
    }
    return nullptr;
}

void FieldForm::showProblems(const QHash<QString, QString> &texts)
{
    for (const Row &row : std::as_const(m_rows)) {
        const QString text = texts.value(row.edit->field().name);
        if (text.isEmpty() || ownProblem(row.edit))
            row.problem->clear();
        else
            row.problem->showProblem(text);
    }
}

QString FieldForm::shownProblem(const QString &name) const
{
    for (const Row &row : m_rows) {
        if (row.edit->field().name != name)
            continue;
        const FieldProblem *shown = row.problem->isShown() ? row.problem : ownProblem(row.edit);
        return shown ? shown->text() : QString();
    }
    return {};
}

} // namespace Cistern
