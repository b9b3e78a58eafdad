// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/editors/scalaredits.h"

#include "ui/widgets/label.h"
#include "ui/widgets/sizeedit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>

#include <algorithm>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
QHBoxLayout *rowOf(QWidget *widget)
{
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    return row;
}

QComboBox *choiceIn(ValueEdit *edit)
{
    auto *choice = new QComboBox(edit);
    choice->setAccessibleName(edit->field().label);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    choice->addItem(edit->field().required ? ValueEdit::tr("Choose…") : ValueEdit::tr("Not given"));
    QHBoxLayout *row = rowOf(edit);
    row->addWidget(choice);
    row->addStretch(1);
    QObject::connect(choice, &QComboBox::currentTextChanged, edit, &ValueEdit::changed);
    return choice;
}

// "90 s", "5 min", "2 h", "3 d".
std::optional<CimDateTime> intervalFrom(const QString &text)
{
    static const QRegularExpression pattern(u"^(\\d{1,9})\\s*(s|min|h|d)$"_s);
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return {};
    const QString unit = match.captured(2);
    const qint64 seconds = unit == "s"_L1 ? 1
        : unit == "min"_L1                ? 60
        : unit == "h"_L1                  ? 3600
                                          : 86400;
    return CimDateTime::lasting(std::chrono::seconds(match.captured(1).toLongLong() * seconds));
}

std::optional<CimDateTime> timeFrom(const QString &text)
{
    if (const auto cim = CimDateTime::fromCimText(text))
        return cim;
    if (const auto interval = intervalFrom(text))
        return interval;
    return CimDateTime::fromWireText(text);
}
} // namespace

TextValueEdit::TextValueEdit(const FieldDecl &field, QWidget *parent)
    : ValueEdit(field, parent)
    , m_text(new QLineEdit(this))
    , m_given(new QCheckBox(tr("Given"), this))
{
    m_text->setAccessibleName(field.label);
    m_text->setPlaceholderText(tr("Not given"));
    m_given->setAccessibleName(tr("%1 is given").arg(field.label));
    m_given->setToolTip(tr("Ticked and empty sends an empty text; not ticked sends nothing."));
    QHBoxLayout *row = rowOf(this);
    row->addWidget(m_text, 1);
    row->addWidget(m_given);
    setFocusProxy(m_text);
    connect(m_text, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (!text.isEmpty())
            m_given->setChecked(true);
        Q_EMIT changed();
    });
    connect(m_given, &QCheckBox::toggled, this, [this](bool given) {
        m_text->setPlaceholderText(given ? tr("Empty text") : tr("Not given"));
        if (!given)
            m_text->clear();
        Q_EMIT changed();
    });
}

CimValue TextValueEdit::value() const
{
    return m_given->isChecked() ? CimValue::string(m_text->text()) : null();
}

void TextValueEdit::setValue(const CimValue &value)
{
    m_text->setText(value.toString());
    m_given->setChecked(!value.isNull());
}

QWidget *TextValueEdit::input()
{
    return m_text;
}

NumberValueEdit::NumberValueEdit(const FieldDecl &field, QWidget *parent)
    : ValueEdit(field, parent), m_text(new QLineEdit(this))
{
    m_text->setAccessibleName(field.label);
    m_text->setPlaceholderText(tr("Not given"));
    m_text->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
    QHBoxLayout *row = rowOf(this);
    row->addWidget(m_text, 1);
    if (field.unit == Unit::Percent || field.unit == Unit::Seconds)
        row->addWidget(new Label(
            Label::Kind::Grey, field.unit == Unit::Percent ? tr("percent") : tr("seconds"), this));
    row->addStretch(1);
    setFocusProxy(m_text);
    connect(m_text, &QLineEdit::textChanged, this, &ValueEdit::changed);
}

CimValue NumberValueEdit::value() const
{
    return CimValue::fromText(field().type, m_text->text().trimmed()).value_or(null());
}

void NumberValueEdit::setValue(const CimValue &value)
{
    m_text->setText(value.toText());
}

QString NumberValueEdit::problem() const
{
    const QString text = m_text->text().trimmed();
    if (text.isEmpty() || CimValue::fromText(field().type, text))
        return {};
    if (isUnsigned(field().type))
        return tr("Write a whole number from 0 to %1, without separators.")
            .arg(unsignedMaximum(field().type));
    if (isSigned(field().type))
        return tr("Write a whole number from %1 to %2, without separators.")
            .arg(signedMinimum(field().type))
            .arg(signedMaximum(field().type));
    return tr("This is no %1.").arg(QString(cimTypeName(field().type)));
}

QWidget *NumberValueEdit::input()
{
    return m_text;
}

SizeValueEdit::SizeValueEdit(const FieldDecl &field, QWidget *parent)
    : ValueEdit(field, parent), m_size(new SizeEdit(this))
{
    m_size->setOptional(true);
    m_size->setSliderVisible(false);
    m_size->lineEdit()->setAccessibleName(field.label);
    m_size->lineEdit()->setPlaceholderText(tr("Not given"));
    rowOf(this)->addWidget(m_size);
    setFocusProxy(m_size->lineEdit());
    connect(m_size, &SizeEdit::sizeChanged, this, &ValueEdit::changed);
    // Also text that is no size, after the edit has made up its mind about it.
    connect(m_size->lineEdit(), &QLineEdit::textChanged, this, &ValueEdit::changed);
}

CimValue SizeValueEdit::value() const
{
    const auto bytes = m_size->size();
    return bytes && *bytes <= unsignedMaximum(field().type)
        ? CimValue::ofUnsigned(field().type, *bytes)
        : null();
}

void SizeValueEdit::setValue(const CimValue &value)
{
    m_size->setSize(value.toUnsigned());
}

QString SizeValueEdit::problem() const
{
    if (!m_size->isAcceptable())
        return m_size->problemText();
    return m_size->size() && *m_size->size() > unsignedMaximum(field().type)
        ? tr("At most %1 bytes fit here.").arg(unsignedMaximum(field().type))
        : QString();
}

QWidget *SizeValueEdit::input()
{
    return m_size->lineEdit();
}

BooleanValueEdit::BooleanValueEdit(const FieldDecl &field, QWidget *parent)
    : ValueEdit(field, parent), m_choice(choiceIn(this))
{
    m_choice->addItem(tr("Yes"), true);
    m_choice->addItem(tr("No"), false);
    setFocusProxy(m_choice);
}

CimValue BooleanValueEdit::value() const
{
    const QVariant chosen = m_choice->currentData();
    return chosen.isValid() ? CimValue::boolean(chosen.toBool()) : null();
}

void BooleanValueEdit::setValue(const CimValue &value)
{
    const auto given = value.toBool();
    m_choice->setCurrentIndex(given ? m_choice->findData(*given) : 0);
}

QWidget *BooleanValueEdit::input()
{
    return m_choice;
}

CodeValueEdit::CodeValueEdit(const FieldDecl &field, QWidget *parent)
    : ValueEdit(field, parent), m_choice(choiceIn(this))
{
    bool ranges = false;
    for (const CodeName &code : field.codes) {
        if (code.first == code.last)
            m_choice->addItem(
                tr("%1 (%2)").arg(QCoreApplication::translate("Code", code.label)).arg(code.first),
                code.first);
        else
            ranges = true;
    }
    m_choice->setEditable(ranges);
    m_choice->setInsertPolicy(QComboBox::NoInsert);
    if (ranges)
        m_choice->setToolTip(tr("Choose a name, or write a number."));
    setFocusProxy(m_choice);
}

CimValue CodeValueEdit::value() const
{
    const int chosen = m_choice->findText(m_choice->currentText());
    if (chosen == 0)
        return null();
    const QString text = chosen > 0 ? m_choice->itemData(chosen).toString()
                                    : m_choice->currentText().trimmed();
    return CimValue::fromText(field().type, text).value_or(null());
}

void CodeValueEdit::setValue(const CimValue &value)
{
    const auto number = value.toUnsigned();
    int place = number ? m_choice->findData(quint32(*number)) : 0;
    if (place < 0) { // of a range
        m_choice->addItem(value.toText(), quint32(*number));
        place = m_choice->count() - 1;
    }
    m_choice->setCurrentIndex(place);
}

QString CodeValueEdit::problem() const
{
    const QString text = m_choice->currentText().trimmed();
    if (m_choice->findText(m_choice->currentText()) >= 0 || text.isEmpty())
        return {};
    const auto number = CimValue::fromText(field().type, text);
    const auto fits = [&number](const CodeName &code) {
        return *number->toUnsigned() >= code.first && *number->toUnsigned() <= code.last;
    };
    return number && number->toUnsigned()
            && std::any_of(field().codes.begin(), field().codes.end(), fits)
        ? QString()
        : tr("Choose one of the list, or write a number that it covers.");
}

QWidget *CodeValueEdit::input()
{
    return m_choice;
}

TimeValueEdit::TimeValueEdit(const FieldDecl &field, QWidget *parent)
    : ValueEdit(field, parent)
    , m_text(new QLineEdit(this))
    , m_exact(new Label(Label::Kind::Secondary, QString(), this))
{
    m_text->setAccessibleName(field.label);
    m_text->setPlaceholderText(tr("Not given"));
    m_text->setToolTip(tr("An interval such as “90 s”, “5 min” or “2 h”, or a time such as "
                          "“2026-11-21T18:00:00Z”."));
    m_text->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
    QHBoxLayout *row = rowOf(this);
    row->addWidget(m_text, 1);
    row->addWidget(m_exact, 1);
    setFocusProxy(m_text);
    connect(m_text, &QLineEdit::textChanged, this, [this](const QString &text) {
        const auto time = timeFrom(text.trimmed());
        m_exact->setText(time && time->toCimText() != text.trimmed() ? time->toCimText()
                                                                     : QString());
        Q_EMIT changed();
    });
}

CimValue TimeValueEdit::value() const
{
    const auto time = timeFrom(m_text->text().trimmed());
    return time ? CimValue::dateTime(*time) : null();
}

void TimeValueEdit::setValue(const CimValue &value)
{
    const auto time = value.toDateTime();
    m_text->setText(time ? time->toCimText() : QString());
}

QString TimeValueEdit::problem() const
{
    const QString text = m_text->text().trimmed();
    return text.isEmpty() || timeFrom(text)
        ? QString()
        : tr("Write an interval such as “90 s” or “5 min”, or a time such as "
             "“2026-11-21T18:00:00Z”.");
}

QWidget *TimeValueEdit::input()
{
    return m_text;
}

} // namespace Cistern
