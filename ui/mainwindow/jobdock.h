// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// All the person started, on any system: progress, rate, time left, and what became of it. Owned by
// the main window; GUI thread.
#pragma once

#include "ui/widgets/console.h"

#include <QWidget>

class QLineEdit;
class QStackedWidget;
class QTimer;
class QToolButton;
class QTreeView;

namespace Cistern {

class Actions;
class FilterModel;
class JobModel;
class Label;
class LinkButton;
class ModelWords;
class StateGlyph;
struct JobRecord;

class JobDock : public QWidget
{
    Q_OBJECT

public:
    JobDock(const Console &console, const ModelWords &words, Actions &actions,
            QWidget *parent = nullptr);

    qint64 selected() const;
    void select(qint64 id);
    void setFolded(bool folded); // only the head is shown
    bool isFolded() const { return m_folded; }
    int headHeight() const;
    void offerDraft(const QString &what); // empty: none
    QTreeView *view() const { return m_view; }

Q_SIGNALS:
    void selectionChanged();
    void foldedChanged(bool folded);
    void stopAsked(qint64 id);
    void detailsAsked(qint64 id);
    void againAsked(qint64 id);
    void checkAsked(qint64 id); // what became of it
    void draftAsked();
    void killAsked(qint64 id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showCounts();
    void placeButtons();
    int kindOf(const JobRecord &record) const; // which buttons it has
    QWidget *buttonsFor(qint64 id);

    Console m_console;
    Actions &m_actions;
    JobModel *m_model;
    FilterModel *m_filter;
    QWidget *m_head;
    Label *m_counts;
    QList<std::pair<StateGlyph *, Label *>> m_states;
    QLineEdit *m_filterField;
    LinkButton *m_draft;
    LinkButton *m_clear;
    QToolButton *m_fold;
    QStackedWidget *m_stack;
    QTreeView *m_view;
    QTimer *m_tick;
    QTimer *m_soon;                        // counts and buttons follow
    QList<QPersistentModelIndex> m_placed; // rows that have buttons
    bool m_folded = false;
};

} // namespace Cistern
