@C21
Feature: C21 Staff reach a case only as their role needs
  Breaking the glass asks for a reason and is reviewed by somebody else.

  Scenario: One person, one reason, one review
    Given Maria has let Harbour Clinic see heart and body of hers
    And Olga is a director of the house
    And Vera is a privacy officer of the house
    When Olga looks at Maria's data
    Then it is refused as "no_open_access"
    When Olga breaks the glass over Maria's data for "curiosity"
    Then the door does not open
    When Olga breaks the glass over Maria's data for "a danger to life"
    Then the glass is broken
    And Vera is told at once
    And Vera has a mail about it that names nobody
    When Olga looks at Maria's data
    Then Maria is shown
    And Maria herself sees it in her access log
    When Olga reviews it as justified
    Then the review is refused
    When Vera reviews it as justified
    Then the review is on record

  Scenario: A colleague's case
    Given Cora is a case manager of the house
    And Omar is a vetted clinician of the house
    And Mary is a vetted clinician of the house
    And Lena is a vetted clinical lead of the house
    And Vera is a privacy officer of the house
    And Anna has sought help
    And Omar has Anna's case from Cora
    When Mary opens Anna's case
    Then the case is not there, and the refusal "not_assigned" is on record
    When Mary breaks the glass over Anna's case for "curiosity"
    Then the door does not open
    When Mary breaks the glass over Anna's case for "a danger to life"
    Then the glass is broken
    And Vera is told at once
    And Lena is told at once
    When Mary opens Anna's case
    Then the case is open, with what Anna told
    And Mary can change nothing in it
    When Lena reviews it as justified
    Then the review is on record

  Scenario: A colleague who seeks help herself
    Given Cora is a case manager of the house
    And Omar is a vetted clinician of the house
    And Mary is a vetted clinician of the house
    And Lena is a vetted clinical lead of the house
    And Anna has sought help
    And Omar has Anna's case from Cora
    When Mary is walled off from Anna by Lena
    And Mary opens Anna's case
    Then the case is not there, and the refusal "walled_off" is on record
    And Mary finds Anna on no list
    When Mary breaks the glass over Anna's case for "a danger to life"
    Then the glass does not break

  Scenario: Supervision opens no case
    Given Cora is a case manager of the house
    And Omar is a vetted clinician of the house
    And Mary is a vetted clinician of the house
    And Lena is a vetted clinical lead of the house
    And Anna has sought help
    And Omar has Anna's case from Cora
    And Lena supervises Omar
    When Omar asks to talk Anna's case over, without a name
    Then Lena reads the question, and neither of whom it is nor the case
    And the case is not there, and the refusal "not_assigned" is on record
    And Mary, who supervises nobody, reads no question
