// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a delete would do, read fresh from the system before anything is sent: what goes, what stays
// because something uses it, and where the space goes. Owned by its window. GUI thread.
#pragma once

#include "services/cim/ciminstance.h"
#include "services/core/outcome.h"
#include "services/schema/methodcall.h"
#include "ui/widgets/console.h"
#include "ui/widgets/dialogframe.h"

#include <QHash>
#include <QList>

#include <memory>
#include <optional>

class QPushButton;
class QStandardItemModel;
class QTreeView;

namespace Cistern {

class BeforeAfter;
class Label;

class DeleteDialog : public DialogFrame
{
    Q_OBJECT

public:
    // Pools, or volumes and extents, of one system.
    DeleteDialog(const Console &console, const QString &systemId, const QList<CimPath> &objects,
                 QWidget *parent = nullptr);

    // One for each object that can go.
    QList<MethodCall> calls() const;

Q_SIGNALS:
    void committed(const QString &systemId, const QList<Cistern::MethodCall> &calls);

public Q_SLOTS:
    void accept() override;

private:
    struct Doomed
    {
        CimPath path;
        bool isPool = false;
        std::optional<CimInstance> instance; // as read now; none: gone or not readable
        std::optional<Failure> failure;
        QList<CimInstance> links; // AllocatedFromStoragePool that touch it
        bool linksRead = false;

        QList<CimPath> users() const;
        bool canGo() const;
    };

    void read(int index);
    void readEnded();
    void showAll();
    QString whatHappens(const Doomed &doomed) const;
    QString systemName() const;
    void showSpace();
    QString listText() const;

    Console m_console;
    QString m_systemId;
    QList<Doomed> m_objects;
    int m_open = 0;
    bool m_committed = false;
    QTreeView *m_view;
    QStandardItemModel *m_model;
    QWidget *m_spaceHead;
    Label *m_space;
    QWidget *m_card;
    BeforeAfter *m_bars;
    QPushButton *m_delete;
    QPushButton *m_request;
};

} // namespace Cistern
