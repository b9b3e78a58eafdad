// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The rows of a pipe's form: each row is a pair, so both sides always count the same. When a pipe
// is changed, pairs that would go follow as rows that can't be edited. Owned by its table; GUI
// thread.
#pragma once

#include "models/pipecall.h"
#include "models/pipewords.h"

#include <QAbstractTableModel>

#include <optional>

namespace Cistern {

class PairModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NumberColumn,
        SourceColumn,
        ArrowColumn,
        TargetColumn,
        ChangeColumn,
        CheckColumn
    };
    static constexpr int columns = CheckColumn + 1;

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    const QList<PipeEnds> &pairs() const { return m_pairs; }
    void setPairs(const QList<PipeEnds> &pairs);
    void setEnd(int row, bool source, const CimPath &endpoint);
    int addPair(); // with the first ends that are free; the row
    void removePair(int row);

    // Those to choose from, of the system on that side.
    const QList<EndpointFacts> &endpoints(bool source) const
    {
        return source ? m_sources : m_targets;
    }
    void setEndpoints(const QList<EndpointFacts> &sources, const QList<EndpointFacts> &targets);
    bool isTaken(const CimPath &endpoint, bool source, int exceptRow) const;

    void setBefore(const std::optional<QList<PipeEnds>> &before); // of a pipe that is changed
    void setChecks(const QList<PipeCheckLine> &checks);           // one a pair; empty: none
    void setArrow(const QString &icon);
    void setEditable(bool editable);
    bool isEditable() const { return m_editable; }

Q_SIGNALS:
    void edited(); // by the person, not by setPairs

private:
    QList<PipeEnds> removed() const;
    QString nameOf(const CimPath &endpoint, bool source) const;
    QVariant endData(const CimPath &endpoint, bool source, int role) const;
    QVariant changeData(int row, int role) const;
    QVariant checkData(int row, int role) const;
    void repaintAll();
    template<class Change>
    void reset(Change change);

    QList<PipeEnds> m_pairs;
    QList<EndpointFacts> m_sources;
    QList<EndpointFacts> m_targets;
    std::optional<QList<PipeEnds>> m_before;
    QList<PipeCheckLine> m_checks;
    QString m_arrow;
    bool m_editable = true;
};

} // namespace Cistern
