@C32
Feature: C32 The company answers requests, not the affiliate
  Whoever hears what somebody asks of their data passes it on; the data protection officer answers.

  Background:
    Given Anna is in care with Omar, an affiliate, and Vera is the data protection officer

  Scenario: An affiliate passes a request on
    When Anna asks Omar for a copy of her data, and he passes it on
    Then Vera is told of it at once, by a notice and a mail that name nobody
    And Vera reads what Anna asks, in her own words, and how she may be reached
    And Omar sees that it is with the data protection officer, and not a word of it
    When Vera writes down that she told Anna it arrived
    And Vera answers it
    Then Omar sees that it is closed, and not a word of the answer
    And Anna reads on her page when it was passed on, and what was answered

  Scenario: An affiliate who answers
    When Anna asks Omar for a copy of her data, and he passes it on
    And Omar answers the request
    Then it is refused, the refusal "role" is on record, and the request is with the data protection officer
    When Omar opens the request
    Then it is refused, the refusal "role" is on record, and the request is with the data protection officer

  Scenario: Nobody else answers for the company either
    When Anna asks Omar for a copy of her data, and he passes it on
    Then a clinician, a clinical lead, a case manager, the helpline and a director who answer are refused
    And a data protection officer who is a clinician besides is refused
    And the request is with the data protection officer

  Scenario: Somebody else's case
    When another affiliate passes on a request of Anna's
    Then it is refused, and the refusal "not_assigned" is on record
    When Omar hands Anna's case back to the house
    And Anna asks Omar for a copy of her data
    Then it is refused, and the refusal "not_assigned" is on record
    And the desk passes it on for her

  Scenario: She asks for it herself
    When Anna asks on her own page to have something put right
    Then Anna reads on her page that it is with the data protection officer, by when it is due, and whom to turn to
    And Vera reads that Anna asked on her own page
    And Omar sees that it is with the data protection officer, and not a word of it

  Scenario: The time runs from the day she asked, not from the day it was passed on
    When Anna asked on the 31st of a month before a shorter one, and Omar passes it on today
    Then the answer is due on the last day of that shorter month
    When nobody has answered by then
    Then it stands on Vera's list as overdue

  Scenario: A request that is refused
    When Anna asks Omar for a copy of her data, and he passes it on
    And Vera refuses it without a reason
    Then that is not taken
    When Vera refuses it with a reason
    Then Anna reads the reason on her page, and where she can complain
    And Omar sees that it is closed, and not a word of the answer

  Scenario: Somebody whose data are restricted
    When the use of Anna's data is restricted
    And Anna asks on her own page to have something put right
    Then Vera reads that Anna asked on her own page
