// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/nameedit.h"

#include "ui/widgets/fieldproblem.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace Cistern {

NameEdit::NameEdit(QWidget *parent)
    : QWidget(parent), m_edit(new QLineEdit(this)), m_shown(new FieldProblem(m_edit, this))
{
    setFocusProxy(m_edit);
    m_edit->setAccessibleName(tr("Name"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_edit);
    column->addWidget(m_shown);
    connect(m_edit, &QLineEdit::textChanged, this, &NameEdit::check);
}

QString NameEdit::name() const
{
    return m_edit->text();
}

void NameEdit::setName(const QString &name)
{
    m_edit->setText(name);
}

void NameEdit::setOptional(bool optional)
{
    m_optional = optional;
    check();
}

void NameEdit::setOthers(const QStringList &names)
{
    m_others = names;
    check();
}

void NameEdit::showProblem(const QString &text)
{
    m_problem = {text, State::Error};
    m_shown->showProblem(text, QString(), State::Error);
    Q_EMIT changed();
}

void NameEdit::check()
{
    if (m_edit->text().size() > longestName) {
        const int cursor = std::min(m_edit->cursorPosition(), longestName);
        m_edit->setText(m_edit->text().first(longestName)); // comes back here
        m_edit->setCursorPosition(cursor);
        m_shown->showProblem(
            tr("Names have at most %n characters; the rest was left out.", nullptr, longestName),
            QString(), State::Warning);
        return;
    }
    m_problem = nameProblem(m_edit->text(), m_optional, m_others);
    if (m_problem.state == State::None)
        m_shown->clear();
    else
        m_shown->showProblem(m_problem.text, QString(), m_problem.state);
    Q_EMIT changed();
}

} // namespace Cistern
