// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// All that was asked for from this computer, of one object, one system or of everything: found by
// words, system, state and time, sorted, and written to a file. Owned by the pane; GUI thread.
#pragma once

#include "services/jobs/jobhistory.h"
#include "ui/widgets/console.h"

#include <QWidget>

#include <chrono>

class QComboBox;
class QDateEdit;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTimer;
class QTreeView;

namespace Cistern {

class EmptyState;
class HistoryModel;
class Label;
class LinkButton;
class ModelWords;
enum class ExportFormat;

class HistoryPanel : public QWidget
{
    Q_OBJECT

public:
    HistoryPanel(const Console &console, const ModelWords &words, QWidget *parent = nullptr);

    // Of everything; of one system; of one object there.
    void setSubject(const QString &systemId = {}, const CimPath &object = {});
    void refresh();
    QTreeView *view() const { return m_view; }
    QLineEdit *searchField() const { return m_search; }
    const JobRecord *selected() const; // null: none, or not read yet
    void setKept(std::chrono::days days);
    // Of what is found at the moment.
    void write(ExportFormat format, const QString &fileName);

Q_SIGNALS:
    void detailsAsked(const Cistern::JobRecord &record);
    void reverseAsked(const Cistern::JobRecord &record);
    void checkAsked(qint64 id); // what became of it
    void againAsked(const Cistern::JobRecord &record);
    void keepAsked(std::chrono::days days);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void layOut();
    void connectParts();
    void fillChoices();
    void readSystems();
    void followBook();
    SystemNames systemNames() const;
    void ask();
    void chooseKept();
    HistoryQuery query() const;
    void follow();
    void askFile(ExportFormat format);
    void tell(const QString &problem, const Failure &failure);
    void openMenu(const QPoint &at);

    Console m_console;
    HistoryModel *m_model;
    QString m_systemId; // of whom alone; empty: everything
    CimPath m_object;
    QStringList m_systems; // that there are records of
    bool m_stale = true;   // the model shows another question than the page asks
    QLineEdit *m_search;
    QComboBox *m_system;
    QComboBox *m_state;
    QComboBox *m_time;
    QWidget *m_dates;
    QDateEdit *m_from;
    QDateEdit *m_to;
    QPushButton *m_export;
    QStackedWidget *m_stack;
    QTreeView *m_view;
    EmptyState *m_none;
    LinkButton *m_clear;
    Label *m_count;
    QComboBox *m_keep;
    std::chrono::days m_kept{0}; // as it holds; 0: for ever
    QTimer *m_soon;
};

} // namespace Cistern
