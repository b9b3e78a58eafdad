// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/editors/listedit.h"

#include "ui/widgets/icons.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

ListEdit::ListEdit(const FieldDecl &field, const Make &make, QWidget *parent)
    : ValueEdit(field, parent)
    , m_make(make)
    , m_column(new QVBoxLayout(this))
    , m_add(new QPushButton(icon(u"plus"_s), tr("Add"), this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
    m_add->setAutoDefault(false);
    m_add->setAccessibleName(tr("Add to %1").arg(field.label));
    m_column->addWidget(m_add, 0, Qt::AlignLeft);
    setFocusProxy(m_add);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow()->setFocus();
        Q_EMIT changed();
    });
}

ValueEdit *ListEdit::addRow()
{
    auto *widget = new QWidget(this);
    ValueEdit *edit = m_make(field().element(), widget);
    auto *remove = new QToolButton(widget);
    remove->setIcon(icon(u"minus"_s));
    remove->setToolTip(tr("Remove"));
    remove->setAccessibleName(
        tr("Remove number %1 of %2").arg(m_rows.size() + 1).arg(field().label));
    remove->setFocusPolicy(Qt::StrongFocus);
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(edit, 1);
    row->addWidget(remove, 0, Qt::AlignTop);
    m_column->insertWidget(int(m_rows.size()), widget);
    m_rows.append({widget, edit});
    // Keys walk the rows first, then the button for one more.
    setTabOrder(remove, m_add);
    connect(edit, &ValueEdit::changed, this, &ValueEdit::changed);
    connect(remove, &QToolButton::clicked, this, [this, widget] {
        removeRow(widget);
        m_add->setFocus();
        Q_EMIT changed();
    });
    widget->show();
    return edit;
}

void ListEdit::removeRow(QWidget *widget)
{
    m_rows.removeIf([widget](const Row &row) { return row.widget == widget; });
    m_column->removeWidget(widget);
    widget->hide();
    widget->deleteLater(); // its own button asked for it
}

CimValue ListEdit::value() const
{
    QList<CimValue> elements;
    for (const Row &row : m_rows) {
        if (const CimValue element = row.edit->value(); !element.isNull())
            elements.append(element);
    }
    return CimValue::array(field().type, elements);
}

void ListEdit::setValue(const CimValue &value)
{
    while (!m_rows.isEmpty())
        removeRow(m_rows.first().widget);
    for (const CimValue &element : value.elements())
        addRow()->setValue(element);
    Q_EMIT changed();
}

QString ListEdit::problem() const
{
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (const QString text = m_rows.at(i).edit->problem(); !text.isEmpty())
            return m_rows.size() == 1 ? text : tr("Number %1: %2").arg(i + 1).arg(text);
    }
    const bool open = std::any_of(m_rows.begin(), m_rows.end(),
                                  [](const Row &row) { return row.edit->value().isNull(); });
    return open ? tr("Fill every row, or remove it.") : QString();
}

QWidget *ListEdit::input()
{
    return m_rows.isEmpty() ? static_cast<QWidget *>(m_add) : m_rows.first().edit->input();
}

} // namespace Cistern
