// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A list of pools and free extents to tick. What can't be used is grey with the reason; where there
// is nothing to choose, one line says so instead. Owned by its page or dialog. GUI thread.
#pragma once

#include "models/roles.h"
#include "services/cim/cimpath.h"

#include <QList>
#include <QWidget>

#include <optional>

class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace Cistern {

class Label;

struct SourceCandidate
{
    CimPath path;
    bool isPool = true;
    bool primordial = false;
    QString name;
    quint64 free = 0;  // bytes
    quint64 total = 0; // bytes
    quint64 heldByPools = 0;
    std::optional<double> lowMark;
    State state = State::Ok;
    QString refusal; // not empty: can't be ticked, and why

    bool operator==(const SourceCandidate &) const = default;
};

class SourcePicker : public QWidget
{
    Q_OBJECT

public:
    // What the system's features allow.
    struct Rules
    {
        bool extents = true;
        bool onePool = true;
        bool manyPools = true;

        bool operator==(const Rules &) const = default;
    };

    explicit SourcePicker(QWidget *parent = nullptr);

    void setCandidates(const QList<SourceCandidate> &candidates,
                       const Rules &rules); // keeps what is ticked
    void setTicked(const QList<CimPath> &pools, const QList<CimPath> &extents);
    // A single source that can be used is taken without asking.
    bool isOnlyOne() const { return m_onlyOne; }

    QList<SourceCandidate> tickedPools() const; // in the order of the list
    QList<SourceCandidate> tickedExtents() const;
    // Ticked before, but not offered any more.
    QList<CimPath> lost() const { return m_lost; }
    QTreeView *view() const { return m_view; }

Q_SIGNALS:
    void changed();

private:
    void rebuild();
    void addRow(QStandardItem *heading, const SourceCandidate &candidate);
    void followTicks();
    QList<SourceCandidate> ticked(bool pools) const;
    QString refusalOf(const SourceCandidate &candidate, qsizetype poolsTicked) const;

    QList<SourceCandidate> m_candidates;
    Rules m_rules;
    QList<CimPath> m_ticked;
    QList<CimPath> m_lost;
    bool m_onlyOne = false;
    bool m_filling = false;
    QTreeView *m_view;
    QStandardItemModel *m_model;
    Label *m_line;
};

} // namespace Cistern
