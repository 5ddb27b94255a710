@C15
Feature: C15 What is told to clinicians does not reach the organisation
  By no role and no path.

  Rule: Of a case

    Background:
      Given Cora is a case manager of the house
      And Omar is a vetted affiliate of the house
      And Anna has sought help
      And Omar has Anna's case from Cora

    Scenario Outline: Every address, as somebody of the organisation
      Given Hans works in <role> of an employer
      When Hans asks every address of the service about Anna
      Then none of the answers holds what Anna told, or that she was ever here
      And every address of a case refuses Hans, just as for somebody who does not exist

      Examples:
        | role       |
        | HR         |
        | management |

  Rule: Of a referral and a report

    Scenario: Every address as the organisation
      Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
      And Anna agrees and does not let Mill know the state
      And a case manager takes the work on, with Clara as her clinician
      And Clara has written a session report about Anna
      When Ruth and Harriet of HR ask every address of the service
      Then nothing that came back holds Anna's name, an id of hers, or a word that was written about her

    Scenario: A refusal says the same of Anna as of nobody
      Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
      When Harriet of HR asks for Anna, and for somebody who does not exist
      Then the answers are the same but for their number

  Rule: By no other path

    Scenario: A refusal is the same work whether she was here or not
      Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
      And Anna agrees and does not let Mill know the state
      And a case manager takes the work on, with Clara as her clinician
      When each list that a decision may rest on is taken away in turn, and Harriet asks for Anna and for somebody who does not exist
      Then both answers are the same each time: what is looked at for Anna is looked at for nobody

    Scenario: Nothing that can be counted changes when somebody comes
      Given Ruth of Mill manages people there
      And Ruth and Harriet of HR have looked at everything that is open to them
      When Anna of Mill calls by herself, and is helped in a case
      Then they see, word for word, what they saw before

    Scenario: No search, list, log or file
      Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
      And Anna agrees and does not let Mill know the state
      And a case manager takes the work on, with Clara as her clinician
      And Clara has written a session report about Anna
      When Ruth and Harriet of HR search for Anna, and ask for every list, log and file there is
      Then no search tells them whether it found anybody
      And nothing that came back holds Anna's name, an id of hers, or a word that was written about her
