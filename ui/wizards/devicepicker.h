// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The devices of a cluster by node, to tick. What can't be chosen is grey with the reason; with the
// type open the first tick decides it. Owned by its page or dialog. GUI thread.
#pragma once

#include "models/clusterfacts.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QHBoxLayout;
class QLineEdit;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace Cistern {

class Banner;
class Label;
class LinkButton;
class StateGlyph;

class DevicePicker : public QWidget
{
    Q_OBJECT

public:
    explicit DevicePicker(QWidget *parent = nullptr);

    // Keeps what is ticked. pool: whose present members may be ticked.
    void setFacts(const ClusterFacts &facts, const CimPath &pool = {});
    // Other types are not listed; none: all are, until the first tick.
    void setType(std::optional<quint16> type);
    void setTicked(const QList<CimPath> &devices);
    // A widget of the caller's, in one row with the filter; owned from now on.
    void addLeading(QWidget *widget);

    QList<CimPath> ticked() const { return m_ticked; } // in the order they were chosen
    std::optional<quint16> type() const; // the given one, else that of the first device
    QTreeView *view() const { return m_view; }
    QLineEdit *filter() const { return m_filter; }
    // "3 devices on 2 nodes, 10.9 TiB"; what a summary says too.
    static QString sumText(const QList<CimPath> &devices, quint16 type, const ClusterFacts &facts);

Q_SIGNALS:
    void changed();

private:
    void rebuild();
    QStandardItem *addNode(const NodeFacts &node);
    void addDevice(QStandardItem *node, const DeviceFacts &device);
    void followTicks();
    void greyOut();
    void applyFilter();
    void showSum();
    void tellAway();
    template<class Visit>
    void eachDevice(Visit visit) const; // (node item, row, facts)

    ClusterFacts m_facts;
    CimPath m_pool;
    std::optional<quint16> m_type;
    QList<CimPath> m_ticked;
    bool m_filling = false;
    QHBoxLayout *m_top;
    int m_leading = 0;
    QLineEdit *m_filter;
    QCheckBox *m_onlyFree;
    QTreeView *m_view;
    QStandardItemModel *m_model;
    StateGlyph *m_glyph;
    Label *m_sum;
    Label *m_exact;
    LinkButton *m_none;
    Banner *m_away;
};

} // namespace Cistern
