// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The host resources that a child pool takes from one parent: folders, switches, ports to tick.
// Where a parent tells none of its own, folders can be typed in. GUI thread.
#pragma once

#include "models/resourcefacts.h"

#include <QStringList>
#include <QWidget>

class QLineEdit;
class QListWidget;
class QPushButton;

namespace Cistern {

class ResourceList : public QWidget
{
    Q_OBJECT

public:
    explicit ResourceList(QWidget *parent = nullptr);

    // offered: what the parent has.
    void setResources(const ResourceFacts &facts, HostResources kind, const QStringList &offered,
                      const QStringList &chosen);
    QStringList chosen() const;
    QListWidget *view() const { return m_view; }

Q_SIGNALS:
    void changed();

private:
    void add(const QString &resource, const QString &name, bool ticked);
    void addTyped();

    QListWidget *m_view;
    QWidget *m_typing;
    QLineEdit *m_edit;
    QPushButton *m_add;
    bool m_filling = false;
};

} // namespace Cistern
