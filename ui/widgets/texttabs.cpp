// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/texttabs.h"

#include "services/core/onpool.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/messagebox.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

TextTabs::TextTabs(QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
    , m_text(new QPlainTextEdit(this))
    , m_textPage(new QWidget(this))
    , m_note(new Label(Label::Kind::Secondary, QString(), this))
    , m_copy(new QPushButton(icon("copy"_L1), tr("Cop&y"), this))
    , m_save(new QPushButton(tr("Sa&ve…"), this))
{
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Views"));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF() * 0.92);
    m_text->setFont(fixed);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    m_note->setWordWrap(true);
    m_copy->setAutoDefault(false);
    m_save->setAutoDefault(false);

    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_note, 1);
    foot->addStretch();
    foot->addWidget(m_copy, 0, Qt::AlignTop);
    foot->addWidget(m_save, 0, Qt::AlignTop);
    auto *textColumn = new QVBoxLayout(m_textPage);
    textColumn->setContentsMargins(0, 0, 0, 0);
    textColumn->setSpacing(8);
    textColumn->addWidget(m_text, 1);
    textColumn->addLayout(foot);
    m_stack->addWidget(m_textPage);

    // The tabs have the whole width: there are up to five of them.
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_tabs);
    column->addWidget(m_stack, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, &TextTabs::follow);
    connect(m_copy, &QPushButton::clicked, this, &TextTabs::copy);
    connect(m_save, &QPushButton::clicked, this, &TextTabs::save);
}

void TextTabs::addPage(const QString &label, QWidget *page)
{
    m_stack->insertWidget(m_pages, page);
    m_tabs->insertTab(m_pages, label);
    ++m_pages;
    follow();
}

void TextTabs::setTexts(const QList<TextTab> &texts)
{
    m_texts = texts;
    while (m_tabs->count() > m_pages + texts.size())
        m_tabs->removeTab(m_tabs->count() - 1);
    for (int i = 0; i < texts.size(); ++i) {
        if (m_pages + i < m_tabs->count())
            m_tabs->setTabText(m_pages + i, texts.at(i).label);
        else
            m_tabs->addTab(texts.at(i).label);
    }
    follow();
}

QString TextTabs::shownText() const
{
    const int index = m_tabs->currentIndex() - m_pages;
    return index >= 0 && index < m_texts.size() ? m_texts.at(index).text : QString();
}

void TextTabs::follow()
{
    const int current = m_tabs->currentIndex();
    const bool isText = current >= m_pages && current - m_pages < m_texts.size();
    if (!isText) {
        m_stack->setCurrentIndex(qMax(0, current));
        return;
    }
    const TextTab &tab = m_texts.at(current - m_pages);
    m_text->setAccessibleName(tab.label);
    if (m_text->toPlainText() != tab.text)
        m_text->setPlainText(tab.text);
    m_note->setText(tab.note);
    m_note->setVisible(!tab.note.isEmpty());
    m_stack->setCurrentWidget(m_textPage);
}

void TextTabs::copy()
{
    QGuiApplication::clipboard()->setText(shownText());
}

void TextTabs::save()
{
    const int index = m_tabs->currentIndex() - m_pages;
    auto *dialog = new QFileDialog(this, tr("Save text"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(m_texts.at(index).fileName);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, text = shownText()](const QString &name) { write(name, text); });
    dialog->open();
}

void TextTabs::write(const QString &name, const QString &text)
{
    const auto written = onPool([name, bytes = text.toUtf8() + '\n']() -> Outcome<Done> {
        QSaveFile file(name);
        if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
            return Done();
        return Failure{.cause = Failure::Cause::Storage,
                       .stage = Failure::Stage::Storage,
                       .parameter = name,
                       .serverText = file.errorString()};
    });
    onDone(written, this, [this](const Outcome<Done> &outcome) {
        if (outcome)
            return;
        auto *box = new QMessageBox(QMessageBox::Warning, tr("Save text"),
                                    tr("The file could not be written."), QMessageBox::Ok, this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        inform(box, outcome.failure().parameter + u'\n' + outcome.failure().serverText);
        box->open();
    });
}

} // namespace Cistern
