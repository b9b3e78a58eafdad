// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/propertygrid.h"

#include "ui/widgets/card.h"
#include "ui/widgets/label.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/tooltips.h"

#include <QGridLayout>
#include <QHBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace Cistern {

namespace {

// Narrower groups would cut their values.
constexpr int groupWidth = 360;

bool sameShape(const PropertyGroup &a, const PropertyGroup &b)
{
    if (a.title != b.title || a.rows.size() != b.rows.size())
        return false;
    for (qsizetype i = 0; i < a.rows.size(); ++i) {
        if (a.rows[i].label != b.rows[i].label
            || a.rows[i].link.isEmpty() != b.rows[i].link.isEmpty()
            || a.rows[i].exact.isEmpty() != b.rows[i].exact.isEmpty()
            || a.rows[i].value.isEmpty() != b.rows[i].value.isEmpty())
            return false;
    }
    return true;
}

} // namespace

class PropertyGrid::Group : public QWidget
{
public:
    Group(const PropertyGroup &group, Ink ink, PropertyGrid *grid) : QWidget(grid), m_content(group)
    {
        auto *table = new QGridLayout(this);
        table->setContentsMargins(0, 0, 0, 0);
        table->setVerticalSpacing(6);
        table->setHorizontalSpacing(16);
        table->setColumnStretch(1, 1);
        if (!group.title.isEmpty()) {
            table->addWidget(new Label(Label::Kind::Heading, group.title, this), 0, 0, 1, 2);
            table->addWidget(new Hairline(this), 1, 0, 1, 2);
        }
        int at = table->rowCount();
        int widest = 0;
        for (const PropertyRow &row : group.rows) {
            auto *label = new Label(Label::Kind::Grey, row.label, this);
            widest = qMax(widest, label->sizeHint().width());
            table->addWidget(label, at, 0, Qt::AlignTop | Qt::AlignLeading);
            table->addLayout(valueRow(label, row, grid), at, 1);
            ++at;
        }
        table->setColumnMinimumWidth(0, qMax(widest, fontMetrics().averageCharWidth() * 16));
        table->setRowStretch(at, 1);
        fill(group, ink);
    }

    void fill(const PropertyGroup &group, Ink ink)
    {
        m_content = group;
        for (qsizetype i = 0; i < m_values.size(); ++i) {
            const PropertyRow &row = group.rows[i];
            const Value &value = m_values[i];
            value.glyph->setState(row.state);
            value.glyph->setInk(ink);
            if (value.text)
                value.text->setGrey(ink == Ink::Grey);
            value.glyph->setVisible(row.state != State::None);
            if (value.link) {
                value.link->setText(row.value);
                value.link->setProperty("link", row.link);
            } else if (value.text->text() != row.value) {
                value.text->setText(row.value);
            }
            if (value.exact->text() != row.exact)
                value.exact->setText(row.exact);
            value.exact->setVisible(!row.exact.isEmpty());
            for (QWidget *part :
                 {static_cast<QWidget *>(value.label), static_cast<QWidget *>(value.text),
                  static_cast<QWidget *>(value.exact)}) {
                if (part)
                    part->setToolTip(plainToolTip(row.cimName));
            }
            if (value.text)
                value.text->setAccessibleName(
                    u"%1: %2 %3"_s.arg(row.label, row.value, row.exact).trimmed());
        }
    }

    const PropertyGroup &content() const { return m_content; }

private:
    struct Value
    {
        Label *label = nullptr;
        StateGlyph *glyph = nullptr;
        Label *text = nullptr;
        LinkButton *link = nullptr;
        Label *exact = nullptr;
    };

    QHBoxLayout *valueRow(Label *label, const PropertyRow &row, PropertyGrid *grid)
    {
        Value value;
        value.label = label;
        value.glyph = new StateGlyph(State::None, 14, this);
        value.exact = new Label(Label::Kind::Grey, QString(), this);
        value.exact->setSelectable();
        auto *line = new QHBoxLayout;
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(8);
        line->addWidget(value.glyph, 0, Qt::AlignVCenter);
        if (row.link.isEmpty()) {
            value.text = new Label(Label::Kind::Body, QString(), this);
            value.text->setSelectable();
            if (row.exact.isEmpty())
                value.text->setWordWrap(true);
            line->addWidget(value.text, row.exact.isEmpty() ? 1 : 0);
        } else {
            value.link = new LinkButton(QString(), this);
            value.link->setFlush(true);
            connect(value.link, &QPushButton::clicked, grid, [grid, link = value.link] {
                Q_EMIT grid->linkActivated(link->property("link").toString());
            });
            line->addWidget(value.link);
        }
        line->addWidget(value.exact, row.exact.isEmpty() ? 0 : 1);
        if (!row.link.isEmpty())
            line->addStretch(1);
        m_values.append(value);
        return line;
    }

    PropertyGroup m_content;
    QList<Value> m_values;
};

PropertyGrid::PropertyGrid(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(32);
    m_grid->setVerticalSpacing(16);
}

void PropertyGrid::setGroups(const QList<PropertyGroup> &groups, Ink ink)
{
    bool same = groups.size() == m_groups.size();
    for (qsizetype i = 0; same && i < groups.size(); ++i)
        same = sameShape(groups[i], m_groups[i]->content());
    if (same) {
        for (qsizetype i = 0; i < groups.size(); ++i) {
            if (groups[i] != m_groups[i]->content() || ink != m_ink)
                m_groups[i]->fill(groups[i], ink);
        }
        m_ink = ink;
        return;
    }
    m_ink = ink;
    qDeleteAll(m_groups);
    m_groups.clear();
    for (const PropertyGroup &group : groups)
        m_groups.append(new Group(group, ink, this));
    m_columns = 0;
    arrange();
}

void PropertyGrid::setMaximumColumns(int columns)
{
    m_maximumColumns = columns;
    m_columns = 0;
    arrange();
}

void PropertyGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void PropertyGrid::arrange()
{
    // The groups' width grows with the font.
    const int needed = qMax(groupWidth, fontMetrics().averageCharWidth() * 52);
    const int columns = qBound(1, width() / needed, m_maximumColumns);
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (Group *group : std::as_const(m_groups))
        m_grid->removeWidget(group);
    for (int column = 0; column < m_maximumColumns; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    for (int i = 0; i < m_groups.size(); ++i) {
        m_grid->addWidget(m_groups[i], i / columns, i % columns, Qt::AlignTop);
        m_groups[i]->show();
    }
}

} // namespace Cistern
