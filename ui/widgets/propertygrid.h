// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Groups of label and value: two columns of groups on a wide pane, one on a narrow one. Values can
// be selected; the CIM name is in the tooltip. GUI thread.
#pragma once

#include "models/roles.h"
#include "ui/widgets/ink.h"

#include <QList>
#include <QWidget>

class QGridLayout;

namespace Cistern {

struct PropertyRow
{
    QString label;
    QString value;
    QString exact = {};        // in grey behind the value: the exact bytes, say
    QString cimName = {};      // for the tooltip
    QString link = {};         // not empty: the value is a link that says this when it is chosen
    State state = State::None; // a glyph before the value

    bool operator==(const PropertyRow &) const = default;
};

struct PropertyGroup
{
    QString title; // may be empty
    QList<PropertyRow> rows;

    bool operator==(const PropertyGroup &) const = default;
};

class PropertyGrid : public QWidget
{
    Q_OBJECT
public:
    explicit PropertyGrid(QWidget *parent = nullptr);

    // Keeps the widgets where only values changed, so that a selection survives a refresh.
    void setGroups(const QList<PropertyGroup> &groups, Ink ink = Ink::Own);
    // Columns of groups on a wide pane; 1 in dialogs.
    void setMaximumColumns(int columns);

    [[nodiscard]] int columns() const { return m_columns; }

signals:
    void linkActivated(const QString &link);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    class Group;

    void arrange();

    QGridLayout *m_grid;
    QList<PropertyGroup> m_content;
    QList<Group *> m_groups;
    Ink m_ink = Ink::Own;
    int m_maximumColumns = 2;
    int m_columns = 0;
};

} // namespace Cistern
