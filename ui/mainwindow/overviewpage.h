// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What matters about the selected system, pool, volume or extent: how full it is, plain properties,
// who uses it, what went wrong last, and what to do first. Owned by the pane; GUI thread.
#pragma once

#include "services/inventory/inventory.h"
#include "services/jobs/jobrecord.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/console.h"

#include <QScrollArea>
#include <QSet>

class QTreeView;

namespace Cistern {

class Actions;
class CapacityBar;
class Card;
class ChecklistCard;
class ConnectionLadder;
class EmptyState;
class Label;
class Legend;
class LinkButton;
class ModelWords;
class ObjectTableModel;
class PropertyGrid;

class OverviewPage : public QScrollArea
{
    Q_OBJECT

public:
    OverviewPage(const Console &console, const ModelWords &words, Actions &actions,
                 QWidget *parent = nullptr);

    void show(NodeId node); // -1: nothing is selected
    void refreshAge();      // only what counts the seconds
    void setGuideShown(bool shown);
    bool isGuideShown() const { return m_guideShown; }

Q_SIGNALS:
    void nodeActivated(Cistern::NodeId node);
    void allUsersAsked();
    void guideClosed();
    void checkAsked(qint64 job); // what became of it
    void reopenAsked(qint64 job, bool useOffered);

private:
    void showGuide(const Node *node);
    void showBanner(const Node *node);
    void showConnection(const Node *node);
    BannerText connectionBanner(const Node &node) const;
    void connectAgain();
    void showSpace(const Node *node);
    void showProperties(const Node *node);
    void showUsers(const Node *node);
    void fitUsers();
    void showEmpty(const Node *node);
    const JobRecord *failedRecord(const QString &systemId) const;

    Console m_console;
    const ModelWords &m_words;
    Actions &m_actions;
    NodeId m_node = -1;
    bool m_guideShown = true;
    QSet<qint64> m_dismissed;
    qint64 m_bannerJob = 0;
    bool m_bannerOffers = false;
    bool m_bannerChecks = false; // its first button reads again what became of the job

    ChecklistCard *m_guide;
    Banner *m_banner;
    QWidget *m_connection;
    Label *m_connectionLine;
    ConnectionLadder *m_ladder;
    QWidget *m_space;
    Label *m_figure;
    Label *m_figureText;
    Legend *m_legend;
    CapacityBar *m_bar;
    PropertyGrid *m_properties;
    QWidget *m_users;
    Label *m_usersCount;
    LinkButton *m_usersAll;
    ObjectTableModel *m_usersModel;
    QTreeView *m_usersView;
    Card *m_emptyCard;
    EmptyState *m_empty;
};

} // namespace Cistern
