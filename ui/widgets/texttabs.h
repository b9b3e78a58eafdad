// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Tabs of text to read, copy and save, behind tabs of the caller's own: the review of a wizard, the
// record of a job. GUI thread.
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace Cistern {

class Label;

struct TextTab
{
    QString label;
    QString text;
    QString note;     // one grey line below
    QString fileName; // offered by Save
};

class TextTabs : public QWidget
{
    Q_OBJECT

public:
    explicit TextTabs(QWidget *parent = nullptr);

    // Before any text; the widget is owned from now on.
    void addPage(const QString &label, QWidget *page);
    void setTexts(const QList<TextTab> &texts);
    QTabBar *tabs() const { return m_tabs; }
    QString shownText() const;

private:
    void follow();
    void copy();
    void save();
    void write(const QString &name, const QString &text); // off the GUI thread

    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    QPlainTextEdit *m_text;
    QWidget *m_textPage;
    Label *m_note;
    QPushButton *m_copy;
    QPushButton *m_save;
    int m_pages = 0;
    QList<TextTab> m_texts;
};

} // namespace Cistern
