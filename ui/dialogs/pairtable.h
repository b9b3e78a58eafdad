// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The table in which pairs are made: Enter, F2 or a click on an end lets choose another one, Delete
// takes the pair away. GUI thread.
#pragma once

#include <QTableView>

namespace Cistern {

class PairModel;

class PairTable : public QTableView
{
    Q_OBJECT

public:
    explicit PairTable(QWidget *parent = nullptr);

    PairModel *pairs() const { return m_model; }
    void setBothWays(bool bothWays);
    void setChangesShown(bool shown);
    void addPair();
    void removePair();
    void selectPair(int row);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void openEnd(const QModelIndex &index);

    PairModel *m_model;
    int m_current = 0; // survives the model's resets
};

} // namespace Cistern
