// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What a delete would do, read fresh from the system before anything is sent: what goes, what stays
// because something uses it, and what is given back. Owned by its window. GUI thread.
#pragma once

#include "models/deletefacts.h"
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
    // Pools of any kind, volumes, extents or pipes of one system.
    DeleteDialog(const Console &console, const QString &systemId, const QList<CimPath> &objects,
                 QWidget *parent = nullptr);

    // One for each object that can go and that a method deletes.
    QList<MethodCall> calls() const;
    // Objects that can go and that a plain Delete takes away, as no method does.
    QList<CimPath> removals() const;

Q_SIGNALS:
    void committed(const QString &systemId, const QList<Cistern::MethodCall> &calls,
                   const QList<Cistern::CimPath> &removals);

public Q_SLOTS:
    void accept() override;

private:
    // What is deleted, in the words of the person.
    enum class Subject { Pools, Elements, Pipes };
    struct Doomed
    {
        CimPath path;
        const Deletion::Way *way = nullptr;  // none: it can't be deleted at all
        std::optional<CimInstance> instance; // as read now; none: gone or not readable
        std::optional<Failure> failure;
        QList<CimInstance> links; // of the way's class, that touch it
        bool linksRead = false;

        QList<CimPath> users() const;
        bool canGo() const;
    };

    Subject subject() const;
    QString nameOf(const Doomed &doomed) const;
    QString sizeOf(const CimPath &path) const;
    void read(int index);
    void readEnded();
    void showAll();
    QString whatHappens(const Doomed &doomed) const;
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
    Label *m_spaceTitle;
    Label *m_space;
    QWidget *m_card;
    BeforeAfter *m_bars;
    QPushButton *m_delete;
    QPushButton *m_request;
};

} // namespace Cistern
